using System.Net.Sockets;
using FeedHandler.Gateway.Buffers;
using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Loops;
using FeedHandler.Gateway.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Gateway.Tests.Loops;

/// <summary>What becomes of bytes that a peer does not take.</summary>
[TestFixtureSource(typeof(LoopKinds), nameof(LoopKinds.All))]
public sealed class BacklogTests(LoopKind kind)
{
    private const int SegmentCount = 300;

    private static LoopOptions Tight => Stage.Options with { SendBufferBytes = 16 << 10, SegmentBytes = 16 << 10, BacklogHighBytes = 1 << 20, BacklogLowBytes = 1 << 16 };

    [Test]
    public void ABacklogIsToldOnceAndDrainsWholeAndInOrder()
    {
        using Stage stage = new(kind, new ScriptedHandler(), Tight);
        Socket client = stage.Connect(out ConnectionId id, receiveBufferBytes: 8192);
        byte[] expected = stage.Handler.Ask(loop => SendSegments(loop, id));
        Within.Until(() => !stage.Handler.Backlogged.IsEmpty, "the high mark is told");

        Assert.That(Stage.ReceiveExactly(client, expected.Length).AsSpan().SequenceEqual(expected), Is.True, "the same bytes in the same order");
        Within.Until(() => !stage.Handler.Drained.IsEmpty, "the end of the backlog is told");
        Assert.That(stage.Handler.Backlogged.Select(static told => told.Id), Is.EqualTo((ConnectionId[])[id]));
        Assert.That(stage.Handler.Drained, Is.EqualTo((ConnectionId[])[id]));
        Assert.That(stage.Handler.Ask(loop => loop.Backlog(id)), Is.Zero);
        stage.End();
        Assert.That(stage.Loop.Counters[LoopCount.SentMessages], Is.EqualTo(SegmentCount * 2));
        Assert.That(stage.Loop.Counters[LoopCount.WouldBlock], Is.Positive);
    }

    [Test]
    public void APeerThatNeverReadsIsToldAndHoldsUpNobody()
    {
        using Stage stage = new(kind, new ScriptedHandler { Receives = Echo, Backlogs = static (loop, id) => loop.Close(id, CloseReason.TooSlow, afterFlush: false) }, Tight);
        stage.Connect(out ConnectionId stuck, receiveBufferBytes: 8192);
        Socket neighbour = stage.Connect();
        stage.Handler.Ask(loop => SendSegments(loop, stuck, 20));
        neighbour.Send(new byte[100]);
        Stage.ReceiveExactly(neighbour, 100);
        Assert.That(stage.Handler.Ask(loop => loop.Backlog(stuck)), Is.Positive);

        stage.Handler.Ask(loop => SendSegments(loop, stuck));
        Within.Until(() => !stage.Handler.Closed.IsEmpty, "the stuck connection is closed");
        Assert.That(stage.Handler.Closed, Is.EqualTo(((ConnectionId, CloseReason)[])[(stuck, CloseReason.TooSlow)]));
        neighbour.Send(new byte[100]);
        Stage.ReceiveExactly(neighbour, 100);
        stage.End();
    }

    [Test]
    public void WithoutSegmentsAConnectionIsClosedAndOthersGoOn()
    {
        using Stage stage = new(kind, new ScriptedHandler { Receives = Echo }, Tight with { SegmentCountMax = 64 });
        stage.Connect(out ConnectionId stuck, receiveBufferBytes: 8192);
        Socket neighbour = stage.Connect();
        stage.Handler.Ask(loop =>
        {
            byte[] bytes = new byte[8000];
            bool isOpen = true;
            while (isOpen) isOpen = loop.Send(stuck, bytes);
            return true;
        });
        Within.Until(() => !stage.Handler.Closed.IsEmpty, "the connection is closed");

        Assert.That(stage.Handler.Closed.Single(), Is.EqualTo((stuck, CloseReason.Overload)));
        neighbour.Send(new byte[100]);
        Stage.ReceiveExactly(neighbour, 100);
        stage.End();
        Assert.That(stage.Loop.Counters.ClosedFor(CloseReason.Overload), Is.EqualTo(1));
    }

    // Each segment in two parts, which become one slice.
    private static byte[] SendSegments(IEventLoop loop, ConnectionId id, int segmentCount = SegmentCount)
    {
        MemoryStream expected = new();
        for (int i = 0; i < segmentCount; i++)
        {
            Assert.That(loop.Segments.TryRent(out SharedSegment? segment), Is.True);
            new Random(i).NextBytes(segment!.Free);
            segment.Advance(segment.Capacity);
            expected.Write(segment.Written);
            Assert.That(loop.Send(id, segment, 0, 100), Is.True);
            Assert.That(loop.Send(id, segment, 100, segment.Length - 100), Is.True);
            Assert.That(segment.ReferenceCount, Is.EqualTo(2));
            segment.Release();
        }

        return expected.ToArray();
    }

    private static int Echo(IEventLoop loop, ConnectionId id, ReadOnlySpan<byte> bytes)
    {
        loop.Send(id, bytes);
        return bytes.Length;
    }
}
