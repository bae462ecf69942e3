using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using FeedHandler.Gateway.Loops;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Gateway.Tests.Sessions.Support;
using FeedHandler.Tests.Support;
using FeedHandler.Wire;
using Delivery = FeedHandler.Codecs.Normalized.Delivery;

namespace FeedHandler.Gateway.Tests.Sessions;

/// <summary>Rule: nothing is allocated for events, whoever takes them, and an idle connection takes less than a kilobyte.</summary>
public sealed class MemoryTests
{
    private const int TurnCount = 20;
    private readonly byte[] _received = new byte[1 << 16];

    [Test]
    public void EventsAllocateNothing()
    {
        Require.That(OperatingSystem.IsLinux(), "shared feeds are those of Linux");
        using TestFeed feed = new();
        feed.Define(0, "ESZ6");
        feed.Define(1, "CLF7");
        feed.Publish();
        GatewayContext context = new(new GatewayOptions { FeedPath = feed.FilePath, Listen = new IPEndPoint(IPAddress.Loopback, 0) }, EntitlementTable.Open);
        using GatewaySessions sessions = new(context);
        using EpollLoop loop = new(new LoopOptions { Listen = context.Options.Listen, SlotCountMax = 16, IdleSleepUs = 100 }, sessions);
        sessions.Attach(loop);
        sessions.OpenFeed();
        loop.Open();
        using Socket events = Connect(loop, Delivery.EveryEvent);
        using Socket tops = Connect(loop, Delivery.TopOfBook);
        using Socket books = Connect(loop, Delivery.Interval);
        long price = 0;
        long bytes = AllocationMeter.BytesOf(
            () =>
            {
                for (int i = 0; i < 100; i++) feed.Quote(i & 1, ++price);
                feed.Gap();
                feed.Publish();
                Turn(loop);
                Receive(events);
                Receive(tops);
                Receive(books);
            },
            warmUpCount: 60);
        Assert.That((bytes, sessions.Counters[GatewayCount.Messages] > 3000), Is.EqualTo((0L, true)));
    }

    [Test]
    public void AnIdleConnectionTakesLessThanAKilobyte()
    {
        using GatewayStage stage = new(static options => options with { ConnectionCountMax = 1000 });
        using RawClient client = stage.Client();
        client.Begin(1, "*");
        Within.Until(() => stage.Server.Read().Transport[LoopCount.ConnectionMemoryBytes] > 0, "the loop tells its memory");
        GatewayReport report = stage.Server.Read();
        long transport = report.Transport[LoopCount.ConnectionMemoryBytes] / 1000;
        Assert.That(transport + Unsafe.SizeOf<Session>() + 1, Is.LessThan(1024), $"{transport} of the transport, {Unsafe.SizeOf<Session>()} of the session");
    }

    private static void Turn(EpollLoop loop)
    {
        for (int i = 0; i < TurnCount; i++) loop.Turn();
    }

    private Socket Connect(EpollLoop loop, Delivery delivery)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = true, NoDelay = true };
        socket.Connect(loop.LocalEndPoint);
        byte[] frame = new byte[SessionMessages.BytesMax];
        socket.Send(frame.AsSpan(0, SessionMessages.Encode(new LogonMessage("", "", 60_000), frame)));
        socket.Send(frame.AsSpan(0, SessionMessages.Encode(new SubscribeMessage(1, "*", delivery, default, 10, null), frame)));
        Turn(loop);
        socket.Blocking = false;
        Receive(socket);
        return socket;
    }

    private void Receive(Socket socket)
    {
        while (socket.Available > 0) socket.Receive(_received);
    }
}
