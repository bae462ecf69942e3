using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;
using FeedHandler.Wire;

namespace FeedHandler.Host.Tests.Gateways;

/// <summary>Rule: by TLS a gateway is what it is without: asked for by its public name, and telling until its end that it stops.</summary>
public sealed class GatewayTlsTests
{
    private const string Token = "at-least-16-characters";
    private readonly byte[] _received = new byte[1 << 16];
    private int _receivedBytes;
    private SharedReplay _shared = null!;

    [OneTimeSetUp]
    public void Share() => _shared = new SharedReplay("gateway-tls");

    [OneTimeTearDown]
    public void Remove() => _shared?.Dispose();

    [Test]
    public void ItIsAskedForByItsPublicNameAndAnswersUntilItsEnd()
    {
        int port = Loopback.FreePort();
        using CancellationTokenSource stop = new();
        Task<CommandRun> serving = Task.Factory.StartNew(() => Serve(port, stop.Token), TaskCreationOptions.LongRunning);
        using HttpClient browser = new(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null } });
        Within.Until(() => StatusOf(browser, port, "/") is not null, "the gateway listens");
        Assert.That(StatusOf(browser, port, "/"), Is.EqualTo(HttpStatusCode.OK));

        using (SslStream client = LogOn(port))
        {
            Await(client, IsLogonAccepted);
            stop.Cancel();
            Await(client, IsDraining);
            Assert.That(StatusOf(browser, port, "/healthz"), Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        }

        CommandRun run = Within.Patiently(serving, "the gateway ends");
        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
    }

    private CommandRun Serve(int port, CancellationToken stop)
    {
        string certificate = Path.Combine(_shared.Folder, "server.pem"), key = Path.Combine(_shared.Folder, "server.key"), tokens = Path.Combine(_shared.Folder, "tokens.json");
        SelfSigned.Write(certificate, key);
        PrivateFile.Write(tokens, $$"""{"tokens":[{"name":"desk","token":"{{Token}}","allow":["*"]}]}""");
        string[] tls = ["--tls-cert", certificate, "--tls-key", key];
        return CommandRun.In(
            _shared.Folder, keys: null, stop, ["gateway", _shared.FilePath, "--listen", $"0.0.0.0:{port}", "--tokens", tokens, "--drain", "20", "--json", .. tls]);
    }

    private static HttpStatusCode? StatusOf(HttpClient browser, int port, string path)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, $"https://127.0.0.1:{port}{path}") { Headers = { Host = "gateway.example" } };
        try
        {
            using HttpResponseMessage answer = browser.Send(request);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static SslStream LogOn(int port)
    {
        TcpClient client = new() { ReceiveTimeout = 20_000 };
        client.Connect(IPAddress.Loopback, port);
        SslStream secured = new(client.GetStream(), leaveInnerStreamOpen: false, static (_, certificate, _, _) => certificate is not null);
        secured.AuthenticateAsClient("localhost");
        byte[] frame = new byte[SessionMessages.BytesMax];
        secured.Write(frame.AsSpan(0, SessionMessages.Encode(new LogonMessage("test", Token, 0, SessionMessages.ProtocolVersion), frame)));
        return secured;
    }

    // Frames of a session are few: all of them are looked at again with each that comes.
    private void Await(SslStream client, Func<byte[], bool> isIt)
    {
        while (!Frames().Any(isIt))
        {
            int read = client.Read(_received, _receivedBytes, _received.Length - _receivedBytes);
            if (read == 0) Assert.Fail("the connection ended in front of what was awaited");
            _receivedBytes += read;
        }
    }

    private IEnumerable<byte[]> Frames()
    {
        for (int taken = 0; FrameDecoder.TryRead(_received.AsSpan(taken, _receivedBytes - taken), out int bytes) == FrameResult.Frame; taken += bytes)
            yield return _received[taken..(taken + bytes)];
    }

    private static bool IsLogonAccepted(byte[] frame) => FrameHeader.Read(frame, out FrameHeader header) == FrameFault.None && header.TemplateId == LogonAccepted.TemplateId;

    private static bool IsDraining(byte[] frame) => SessionMessages.TryDecode(frame, out NoticeMessage notice, out _) && notice.Kind == NoticeKind.Draining;
}
