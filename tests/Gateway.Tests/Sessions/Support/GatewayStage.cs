using System.Net;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Tests.Support;

namespace FeedHandler.Gateway.Tests.Sessions.Support;

/// <summary>A feed with a gateway on loopback in front of it.</summary>
internal sealed class GatewayStage : IDisposable
{
    public GatewayStage(Func<GatewayOptions, GatewayOptions>? change = null, int eventCount = 4096, Action<TestFeed>? prepare = null)
    {
        Require.That(OperatingSystem.IsLinux(), "shared feeds are those of Linux");
        Feed = new TestFeed(eventCount);
        (prepare ?? TwoInstruments)(Feed);
        Feed.Publish();
        GatewayOptions options = new() { FeedPath = Feed.FilePath, Listen = new IPEndPoint(IPAddress.Loopback, 0) };
        Server = GatewayServer.Start(change?.Invoke(options) ?? options);
    }

    public TestFeed Feed { get; }

    public GatewayServer Server { get; }

    public IPEndPoint EndPoint => Server.LocalEndPoint;

    public RawClient Client(string token = "", uint heartbeatMs = 0, int receiveBufferBytes = 0) =>
        RawClient.LoggedOn(EndPoint, token, heartbeatMs, receiveBufferBytes);

    /// <summary>A file of tokens that its owner alone reads.</summary>
    public static string TokenFile(TestFeed feed, string json)
    {
        string path = Path.Combine(feed.Folder, "tokens.json");
        PrivateFile.Write(path, json);
        return path;
    }

    public long Count(GatewayCount count) => Server.Count(count);

    public void Dispose()
    {
        Server.Dispose();
        Feed.Dispose();
    }

    public static void TwoInstruments(TestFeed feed)
    {
        feed.Define(0, "ESZ6");
        feed.Define(1, "CLF7", "CL", "CL");
        feed.Quote(0, 100);
        feed.Quote(1, 200);
    }
}
