using FeedHandler.Core.Events;
using FeedHandler.Gateway.Buffers;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Tests.Support;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Web;

public sealed class WebSocketFormTests
{
    [Test]
    public void AMessageIsMadeOnceForAllWhoTakeIt([Values] bool isJson)
    {
        using SegmentPool pool = new(1 << 14, 64);
        SharedFrames frames = new(pool);
        WebSocketForm form = new(pool, isJson);
        SharedFrame first = Encode(frames, 1), second = Encode(frames, 2);

        Assert.That(form.TryShare(first, out SharedFrame one), Is.True);
        Assert.That(form.TryShare(second, out SharedFrame two), Is.True);
        Assert.That(form.TryShare(first, out SharedFrame again), Is.True);
        Assert.That(again, Is.EqualTo(one));
        Assert.That(two.Offset, Is.EqualTo(one.Offset + one.Length), "what follows lies behind it, so that both are one slice of a queue");
        byte[] alone = new byte[form.BytesMax(first.Bytes)];
        Assert.That(one.Bytes.ToArray(), Is.EqualTo(alone[..form.Write(first.Bytes, alone)]));
    }

    // Segments come and go under it: what it gives is always what was asked for.
    [Test]
    public void WhatIsKeptIsNeverAnothers([Values] bool isJson)
    {
        using SegmentPool pool = new(2048, 64);
        SharedFrames frames = new(pool);
        WebSocketForm form = new(pool, isJson);
        for (int i = 1; i <= 2000; i++)
        {
            SharedFrame frame = Encode(frames, i);
            Assert.That(form.TryShare(frame, out SharedFrame message), Is.True);
            byte[] alone = new byte[form.BytesMax(frame.Bytes)];
            Assert.That(message.Bytes.SequenceEqual(alone.AsSpan(0, form.Write(frame.Bytes, alone))), Is.True, $"event {i}");
        }

        Assert.That(pool.InUseCount, Is.LessThanOrEqualTo(10), "segments are given back");
    }

    [Test]
    public void WhatDoesNotFitASegmentIsNotShared()
    {
        using SegmentPool pool = new(256, 64);
        SharedFrames frames = new(pool);

        Assert.That(new WebSocketForm(pool, isJson: true).TryShare(Encode(frames, 1), out _), Is.False);
    }

    [Test]
    public void NothingIsAllocatedForAnEvent([Values] bool isJson)
    {
        using SegmentPool pool = new(1 << 14, 64);
        SharedFrames frames = new(pool);
        WebSocketForm form = new(pool, isJson);
        int sequence = 0;

        Assert.That(AllocationMeter.BytesOf(() =>
        {
            for (int i = 0; i < 100; i++) form.TryShare(Encode(frames, ++sequence), out _);
        }), Is.Zero);
    }

    private static SharedFrame Encode(SharedFrames frames, int sequence)
    {
        frames.TryReserve(FrameEncoder.EventBytesMax, out Span<byte> room);
        MarketEvent told = new() { Kind = EventKind.Book, InstrumentIndex = 1, PriceNano = sequence * 1_000_000L, Quantity = sequence };
        return frames.Commit(FrameEncoder.Encode(told, new EventPlace(sequence, sequence - 1, 0, 310), room));
    }
}
