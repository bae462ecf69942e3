using System.Net;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Native.Sockets;
using FeedHandler.Tests.Support;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Tests.Sessions.Support;

/// <summary>The sessions of a gateway with one client, turned by hand: what happens between two steps of them is the test's.</summary>
internal sealed class HandStage : IDisposable
{
    public HandStage(Func<GatewayOptions, GatewayOptions>? change = null, Action<TestFeed>? prepare = null, int instrumentCountMax = 64)
    {
        Require.That(OperatingSystem.IsLinux(), "shared feeds are those of Linux");
        Feed = new TestFeed(eventCount: 1024, instrumentCountMax);
        (prepare ?? GatewayStage.TwoInstruments)(Feed);
        Feed.Publish();
        GatewayOptions options = new() { FeedPath = Feed.FilePath, Listen = new IPEndPoint(IPAddress.Loopback, 0) };
        Context = new GatewayContext(change?.Invoke(options) ?? options, EntitlementTable.Open);
        Sessions = new GatewaySessions(Context);
        Sessions.Attach(Loop);
        Sessions.OpenFeed();
        Turn();
    }

    public TestFeed Feed { get; }

    public HandLoop Loop { get; } = new();

    public GatewayContext Context { get; }

    public GatewaySessions Sessions { get; }

    /// <summary>Has a token give instruments, from the next turn on.</summary>
    public void Entitle(string token, string allow, int requestsPerSecond = 1000) => Context.Entitlements = TokenFile.Read(GatewayStage.TokenFile(
        Feed, $$"""{"tokens":[{"name":"desk","token":"{{token}}","allow":["{{allow}}"],"requestsPerSecond":{{requestsPerSecond}}}]}"""));

    /// <summary>Turns until there is nothing to do.</summary>
    public void Turn()
    {
        while (Sessions.OnTurn())
        {
        }
    }

    public void LogOn(string token = "")
    {
        Sessions.OnOpened(HandLoop.Id, PeerAddress.Of(new IPEndPoint(IPAddress.Loopback, 1)));
        Span<byte> frame = stackalloc byte[SessionMessages.BytesMax];
        Take(frame[..SessionMessages.Encode(new LogonMessage("test", token, 0, SessionMessages.ProtocolVersion), frame)]);
    }

    public void Subscribe(
        uint requestId, string pattern, Delivery delivery = Delivery.EveryEvent, SlowPolicy policy = SlowPolicy.Skip, ResumePoint? resume = null)
    {
        Span<byte> frame = stackalloc byte[SessionMessages.BytesMax];
        Take(frame[..SessionMessages.Encode(new SubscribeMessage(requestId, pattern, delivery, policy, 0, resume), frame)]);
        Turn();
    }

    /// <summary>Lets time go by, up to the client's next heartbeat.</summary>
    public void Beat(int ms)
    {
        Loop.NowMs += ms;
        Sessions.OnTimer(HandLoop.Id, GatewaySessions.HeartbeatTimer);
        Turn();
    }

    public void Take(ReadOnlySpan<byte> frame) => Assert.That(Sessions.OnReceived(HandLoop.Id, frame), Is.EqualTo(frame.Length));

    public void Dispose()
    {
        Sessions.Dispose();
        Loop.Dispose();
        Feed.Dispose();
    }
}
