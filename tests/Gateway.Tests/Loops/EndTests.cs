using System.Net;
using System.Net.Sockets;
using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Loops;
using FeedHandler.Gateway.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Gateway.Tests.Loops;

/// <summary>How connections end, and what is told of that.</summary>
[TestFixtureSource(typeof(LoopKinds), nameof(LoopKinds.All))]
public sealed class EndTests(LoopKind kind)
{
    [Test]
    public void WhatIsQueuedIsSentToAPeerThatHasClosedItsSide()
    {
        const int Count = 3_000_000;
        using Stage stage = new(kind, new ScriptedHandler(), Stage.Options with { SendBufferBytes = 16 << 10 });
        Socket client = stage.Connect(out ConnectionId id, receiveBufferBytes: 8192);
        stage.Handler.Ask(loop => loop.Send(id, new byte[Count]));
        client.Shutdown(SocketShutdown.Send);

        Stage.ReceiveExactly(client, Count);
        Assert.That(client.Receive(new byte[1]), Is.Zero);
        AssertClosed(stage, id, CloseReason.PeerClosed);
    }

    [Test]
    public void AResetIsToldAsOne()
    {
        using Stage stage = new(kind, new ScriptedHandler(), Stage.Options);
        Socket client = stage.Connect(out ConnectionId id);
        client.LingerState = new LingerOption(enable: true, 0);
        client.Close();

        AssertClosed(stage, id, CloseReason.Reset);
    }

    [Test]
    public void AFlushThatIsNotTakenEndsByTime()
    {
        using Stage stage = new(kind, new ScriptedHandler(), Stage.Options with { SendBufferBytes = 16 << 10, CloseFlushMs = 50 });
        stage.Connect(out ConnectionId id, receiveBufferBytes: 8192);
        stage.Handler.Ask(loop =>
        {
            loop.Send(id, new byte[3_000_000]);
            loop.Close(id, CloseReason.Finished, afterFlush: true);
            return loop.Send(id, [1]);
        });

        AssertClosed(stage, id, CloseReason.FlushExpired);
    }

    [Test]
    public void AMessageThatNeverEndsIsHostile()
    {
        using Stage stage = new(kind, new ScriptedHandler { Receives = static (_, _, _) => 0 }, Stage.Options with { PartialBytesMax = 1000 });
        Socket client = stage.Connect(out ConnectionId id);
        client.Send(new byte[1000]);
        client.Send(new byte[1], 0, 1, SocketFlags.None, out _);

        AssertClosed(stage, id, CloseReason.PartialTooLong);
    }

    [Test]
    public void WhoeverSendsMoreThanItMayIsClosed()
    {
        using Stage stage = new(kind, new ScriptedHandler(), Stage.Options with { ReceivedBytesPerSecondMax = 1000 });
        Socket client = stage.Connect(out ConnectionId id);
        client.Send(new byte[900_000], 0, 900_000, SocketFlags.None, out _); // which may be cut off by the end

        AssertClosed(stage, id, CloseReason.TooFast);
    }

    [Test]
    public void AnIdIsNeverAnothers()
    {
        using Stage stage = new(kind, new ScriptedHandler(), Stage.Options with { SlotCountMax = 1 });
        stage.Connect(out ConnectionId first).Close();
        Within.Until(() => !stage.Handler.Closed.IsEmpty, "the first is closed");
        Socket client = stage.Connect(out ConnectionId second);

        Assert.That(second.Slot, Is.EqualTo(first.Slot));
        Assert.That(second, Is.Not.EqualTo(first));
        Assert.That(stage.Handler.Ask(loop => loop.Send(first, [1])), Is.False);
        Assert.That(stage.Handler.Ask(loop =>
        {
            loop.Close(first, CloseReason.Protocol, afterFlush: false);
            loop.StartTimer(first, 0, 0);
            return loop.Send(second, [2]);
        }), Is.True);
        Assert.That(Stage.ReceiveExactly(client, 1), Is.EqualTo((byte[])[2]));
        Assert.That(stage.Handler.TimedOut, Is.Empty);
        stage.End();
    }

    [Test]
    public void AfterTheEndOfAcceptingConnectionsGoOnAndCloseInOrder()
    {
        using Stage stage = new(kind, new ScriptedHandler(), Stage.Options);
        Socket client = stage.Connect(out ConnectionId id);
        stage.Handler.Ask(static loop =>
        {
            loop.StopAccepting();
            return true;
        });
        Assert.That(() => stage.Connect(), Throws.InstanceOf<SocketException>());

        stage.Handler.Ask(loop =>
        {
            loop.Send(id, new byte[100_000]);
            loop.Close(id, CloseReason.Finished, afterFlush: true);
            return true;
        });
        Stage.ReceiveExactly(client, 100_000);
        Assert.That(client.Receive(new byte[1]), Is.Zero);
        client.Close();
        AssertClosed(stage, id, CloseReason.Finished);
    }

    [Test]
    public void WhatIsClosedWithABacklogIsResetAndNotTakenForTheWhole()
    {
        using Stage stage = new(kind, new ScriptedHandler(), Stage.Options with { SendBufferBytes = 16 << 10 });
        Socket client = stage.Connect(out ConnectionId id, receiveBufferBytes: 8192);
        stage.Handler.Ask(loop => loop.Send(id, new byte[3_000_000]));
        Within.Until(() => stage.Loop.Counters[LoopCount.WouldBlock] > 0 || stage.Loop.Counters[LoopCount.SentBytes] > 0, "the system has some of it");
        stage.Handler.Ask(loop =>
        {
            loop.Close(id, CloseReason.TooSlow, afterFlush: false);
            return true;
        });

        Assert.That(() => Stage.ReceiveExactly(client, 3_000_000), Throws.InstanceOf<SocketException>().With.Property("SocketErrorCode").EqualTo(SocketError.ConnectionReset));
        AssertClosed(stage, id, CloseReason.TooSlow);
    }

    [Test]
    public void NobodyIsToldOfAConnectionThatComesAtTheEnd()
    {
        using Socket late = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Stage? stage = null;
        ScriptedHandler handler = new()
        {
            Opens = static (loop, id) => loop.StartTimer(id, 0, 0),
            Times = (loop, _, _) => // behind the wait of a turn: the end comes before what is accepted now is told
            {
                late.Connect(loop.LocalEndPoint);
                stage!.Cancel();
            },
        };
        using (stage = new Stage(kind, handler, Stage.Options))
        {
            stage.Connect();
            Within.Until(() => !handler.Closed.IsEmpty, "the first is closed");
            stage.End();
        }

        Assert.That((handler.Opened.Count, handler.Closed.Count), Is.EqualTo((1, 1)));
    }

    [Test]
    public void WhatCannotBeOpenedLeavesNothingOpen()
    {
        LoopKinds.Need(kind);
        LoopOptions options = Stage.Options with { Listen = new IPEndPoint(IPAddress.Loopback, Loopback.FreePort()), UserTimeoutMs = -1 };
        using IEventLoop loop = LoopKinds.Make(kind, options, new ScriptedHandler());
        Assert.That(loop.Open, Throws.InstanceOf<LoopException>().With.Message.Contains("TCP_USER_TIMEOUT"));

        using Socket other = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Assert.That(() => other.Bind(options.Listen), Throws.Nothing);
    }

    [Test]
    public void TheEndOfALoopIsThatOfItsConnections()
    {
        using Stage stage = new(kind, new ScriptedHandler(), Stage.Options with { SendBufferBytes = 16 << 10 });
        stage.Connect(out ConnectionId id, receiveBufferBytes: 8192);
        stage.Handler.Ask(loop => loop.Send(id, new byte[3_000_000]));
        stage.End();

        Assert.That(stage.Handler.Closed.Single(), Is.EqualTo((id, CloseReason.Stopped)));
    }

    private static void AssertClosed(Stage stage, ConnectionId id, CloseReason reason)
    {
        Within.Until(() => !stage.Handler.Closed.IsEmpty, "the connection is closed");
        Assert.That(stage.Handler.Closed.Single(), Is.EqualTo((id, reason)));
        stage.End();
        Assert.That(stage.Loop.Counters.ClosedFor(reason), Is.EqualTo(1));
    }
}
