using System.Runtime.InteropServices;
using FeedHandler.Core.Events;
using FeedHandler.Tests.Support;
using FeedHandler.Wire.Tests.Support;

namespace FeedHandler.Wire.Tests;

/// <summary>Rule: every event goes to a frame and back, whole: all that makes up its digest, its priority, when it was received.</summary>
public sealed class EventTests
{
    [TestCase("captures/cme-simulated.pcapng", 0)]
    [TestCase("captures/cme-simulated.pcapng", 100_000)]
    [TestCase("captures/cme-recovery.pcapng", 100_000)]
    public void EventsOfACaptureComeBack(string capture, int ordersMax)
    {
        using EventStage stage = EventStage.Of(capture, ordersMax);
        Assert.That(stage.Events, Is.Not.Empty);
        (EventDigest right, EventDigest decoded) = (default, default);
        byte[] frame = new byte[FrameEncoder.EventBytesMax];
        for (int i = 0; i < stage.Events.Count; i++)
        {
            MarketEvent told = stage.Events[i];
            MarketEvent back = ThereAndBack(told, new EventPlace(i + 1, i, 0, 310), frame);
            right.Add(told);
            decoded.Add(back);
        }

        Assert.That((decoded.Count, decoded.Value), Is.EqualTo((right.Count, right.Value)));
    }

    [Test]
    public void EventsOfEveryKindComeBack()
    {
        byte[] frame = new byte[FrameEncoder.EventBytesMax];
        HashSet<EventKind> kinds = [];
        RandomEvents events = new(1);
        for (int i = 0; i < 20_000; i++)
        {
            MarketEvent told = events.Next();
            kinds.Add(told.Kind);
            ThereAndBack(told, events.NextPlace(), frame);
        }

        Assert.That(kinds, Has.Count.EqualTo(Enum.GetValues<EventKind>().Length - 1));
    }

    [Test]
    public void WhatIsNoEventHasNoFrame() =>
        Assert.That(FrameEncoder.Encode(default, default, new byte[FrameEncoder.EventBytesMax]), Is.Zero);

    [Test]
    public void NothingIsAllocated()
    {
        MarketEvent[] events = [.. Enumerable.Repeat(new RandomEvents(2), 1000).Select(static random => random.Next())];
        byte[] frame = new byte[FrameEncoder.EventBytesMax];
        int readCount = 0;
        long bytes = AllocationMeter.BytesOf(() =>
        {
            readCount = 0;
            foreach (ref readonly MarketEvent told in events.AsSpan())
            {
                int length = FrameEncoder.Encode(told, new EventPlace(2, 1, 0, 310), frame);
                if (FrameDecoder.TryDecodeEvent(frame.AsSpan(0, length), out _, out _, out _)) readCount++;
            }
        });
        Assert.That((bytes, readCount), Is.EqualTo((0L, events.Length)));
    }

    private static MarketEvent ThereAndBack(in MarketEvent told, in EventPlace place, byte[] frame)
    {
        int length = FrameEncoder.Encode(told, place, frame);
        FrameResult cut = FrameDecoder.TryRead(frame, out int frameBytes);
        bool isRead = FrameDecoder.TryDecodeEvent(frame.AsSpan(0, length), out MarketEvent back, out EventPlace placeBack, out FrameFault fault);
        if (!isRead || cut != FrameResult.Frame || frameBytes != length || placeBack != place || !IsSame(told, back))
        {
            Assert.Fail($"{told.Kind}: {fault}, {cut} {frameBytes} of {length}, {placeBack} for {place}, {Text(back)} for {Text(told)}");
        }

        return back;
    }

    private static bool IsSame(in MarketEvent told, in MarketEvent back) => Digested(told).SequenceEqual(Digested(back)) && told.RxNs == back.RxNs;

    private static string Text(in MarketEvent told) => Convert.ToHexString(Digested(told));

    private static ReadOnlySpan<byte> Digested(in MarketEvent told) =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<MarketEvent>(in told))[..MarketEvent.DigestBytes];
}
