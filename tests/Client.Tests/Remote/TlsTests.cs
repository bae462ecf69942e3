using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using FeedHandler.Client.Tests.Remote.Support;
using FeedHandler.Client.Tests.Support;
using FeedHandler.Tests.Support;
using FeedHandler.Wire;

namespace FeedHandler.Client.Tests.Remote;

/// <summary>Rule: with tls:// a gateway proves who it is before it learns anything.</summary>
public sealed class TlsTests
{
    private const string Name = "gateway.test";

    [TestCase(true, Name, "")]
    [TestCase(true, "other.test", "TLS: ")]
    [TestCase(false, Name, "TLS: ")]
    public void AGatewayIsBelievedWhenItsCertificateIsRight(bool isTrusted, string name, string words)
    {
        using X509Certificate2 certificate = SelfSigned.Certificate(Name);
        string file = Path.GetTempFileName();
        File.WriteAllText(file, certificate.ExportCertificatePem());
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = ServeAsync(listener, certificate);
        RemoteFeedOptions options = new() { TlsServerName = name, TlsCaFile = isTrusted ? file : null, Token = "0123456789abcdef", ConnectTimeoutMs = 60_000 };
        using RemoteFeed feed = RemoteFeed.Open($"tls://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}", options);
        Assert.That(InstrumentSelector.TryParse("*", out InstrumentSelector? all), Is.True);
        feed.Add(all!);
        SeenBooks seen = new();
        Within.Until(
            () =>
            {
                if (feed.Poll(seen) != SharedFeedPoll.Taken) feed.Wait(timeoutMs: 10);
                return words.Length == 0 ? seen.Told.Count == 2 : feed.LastFailure is not null;
            },
            $"an outcome: {feed.LastFailure}");
        Assert.That(seen.Told, Is.EqualTo(words.Length == 0 ? (string[])["snapshot I0", "event I0"] : []));
        Assert.That(feed.LastFailure ?? "", Does.Contain(words));
        feed.Dispose();
        Within.Patiently(serving, "the gateway to end");
        File.Delete(file);
    }

    private static async Task ServeAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        await using SslStream stream = new(client.GetStream());
        try
        {
            await stream.AuthenticateAsServerAsync(certificate);
            byte[] bytes = new byte[4096];
            FrameWriter[] answers =
            [
                static frame => SessionMessages.Encode(new LogonAcceptedMessage(7, 100, 60_000, 10, "tls"), frame),
                static frame => SessionMessages.Encode(new SubscribeAcceptedMessage(1, 1, 7, 100, false), frame),
                Frames.Definition(0, 100), Frames.Snapshot(0, 100, bid: 5), Frames.SnapshotsEnd(), Frames.Quote(0, 101, 100, bid: 6),
            ];
            _ = await stream.ReadAtLeastAsync(bytes, 1); // the logon
            await stream.WriteAsync(bytes.AsMemory(0, answers[0](bytes)));
            _ = await stream.ReadAtLeastAsync(bytes, 1); // what is asked for
            foreach (FrameWriter answer in answers[1..]) await stream.WriteAsync(bytes.AsMemory(0, answer(bytes)));
            _ = await stream.ReadAtLeastAsync(bytes, 1, throwOnEndOfStream: false);
        }
        catch (Exception failure) when (failure is IOException or System.Security.Authentication.AuthenticationException)
        {
            // the client went away
        }
    }
}
