using System.Net.Sockets;
using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Loops;
using FeedHandler.Gateway.Tests.Support;
using FeedHandler.Native.Threads;
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
        const int Count = 300; // more than a ring takes sends at once: it is entered, and accepts, behind the wait of the last turn
        using Socket late = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Stage? stage = null;
        ScriptedHandler handler = new() { Times = (_, _, _) => EndWhile(late, stage!) };
        using (stage = new Stage(kind, handler, Stage.Options with { SlotCountMax = Count + 1 }))
        {
            for (int i = 0; i < Count; i++) stage.Connect();
            Within.Until(() => handler.Opened.Count == Count, "all are accepted");
            handler.Ask(loop =>
            {
                loop.StartTimer(handler.Opened.Last(), 0, 0);
                return true;
            });
            Within.Until(() => handler.Closed.Count == Count, "all are closed");
            stage.End();
        }

        Assert.That(handler.Opened, Has.Count.EqualTo(Count));
    }

    [Test]
    public void WhatCannotBeOpenedLeavesNothingOpen()
    {
        LoopKinds.Need(kind);
        int[] counts = [0, 0];
        Thread thread = new(() =>
        {
            Assert.That(ThreadDescriptors.Separate().IsSuccess, Is.True);
            using IEventLoop loop = LoopKinds.Make(kind, Stage.Options with { UserTimeoutMs = -1 }, new ScriptedHandler());
            counts[0] = SocketCount();
            Assert.That(loop.Open, Throws.InstanceOf<LoopException>().With.Message.Contains("TCP_USER_TIMEOUT"));
            counts[1] = SocketCount();
        });
        thread.Start();
        Assert.That(thread.Join(20_000), Is.True);
        Assert.That(counts[1], Is.EqualTo(counts[0]));
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

    private static void EndWhile(Socket late, Stage stage)
    {
        foreach (ConnectionId id in stage.Handler.Opened) stage.Loop.Send(id, [1]);
        late.Connect(stage.Loop.LocalEndPoint);
        stage.Cancel();
    }

    private static int SocketCount() =>
        Directory.GetFiles("/proc/thread-self/fd").Count(static path => new FileInfo(path).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true);

    private static void AssertClosed(Stage stage, ConnectionId id, CloseReason reason)
    {
        Within.Until(() => !stage.Handler.Closed.IsEmpty, "the connection is closed");
        Assert.That(stage.Handler.Closed.Single(), Is.EqualTo((id, reason)));
        stage.End();
        Assert.That(stage.Loop.Counters.ClosedFor(reason), Is.EqualTo(1));
    }
}
