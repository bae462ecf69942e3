using FeedHandler.Allocation.Feeds;
using FeedHandler.Allocation.Meters;
using FeedHandler.Core.Events;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Latency.Histograms;
using FeedHandler.Replay;

namespace FeedHandler.Allocation.Pipelines;

public sealed class InlineAllocationTests
{
    private const int PassCount = 5;

    [TestCase(FeedKind.Orderly)]
    [TestCase(FeedKind.Disorderly)]
    [TestCase(FeedKind.Stored)]
    [TestCase(FeedKind.Real)]
    public void NothingIsAllocatedFromTheFirstPacketOn(FeedKind kind)
    {
        using PacketStore store = Feed.Load(kind);
        using (StrategySeat compiled = new()) Measure(compiled, store, passCount: 1); // pays for compilation only: its objects are not used again

        using StrategySeat seat = new();
        Assert.That(Measure(seat, store, passCount: 1), Is.EqualTo(Spending.Nothing));
        Assert.That(seat.Instruments.Count, Is.Positive);
        Assert.That(seat.Strategy.BuySignals + seat.Strategy.SellSignals, Is.Positive);
    }

    [TestCase(FeedKind.Orderly)]
    [TestCase(FeedKind.Disorderly)]
    [TestCase(FeedKind.Stored)]
    [TestCase(FeedKind.Real)]
    public void NothingIsAllocatedInManyPasses(FeedKind kind)
    {
        using PacketStore store = Feed.Load(kind);
        using StrategySeat seat = new();
        Measure(seat, store, passCount: 1);
        long eventsOfPass = seat.Events;
        Assert.That(Measure(seat, store, PassCount), Is.EqualTo(Spending.Nothing));
        Assert.That(seat.Events, Is.EqualTo(eventsOfPass * (1 + PassCount)));
    }

    [Test]
    public void WhatIsMeasuredIsPacketsByLineAndClassAndOnTheirWayToo()
    {
        using PacketStore store = Feed.Load(FeedKind.Orderly);
        using StrategySeat seat = new();
        using InlinePipeline<StrategyConsumer> pipeline = new(seat.Instruments, seat.Consumer);
        pipeline.Drain(store);
        DurationHistogram ways = PacketWays.NewHistogram();
        pipeline.Ways.AddTo(ways);

        Assert.That(ways.TotalCount, Is.EqualTo(pipeline.Arbitration.Sum().Delivered - pipeline.Arbitration.Reordered).And.Positive);
        Assert.That(pipeline.Wire[0]!.ToUser.TotalCount + pipeline.Wire[1]!.ToUser.TotalCount, Is.EqualTo(pipeline.Arbitration.Sum().Received));
    }

    [Test]
    public void TheOrderlyFeedHoldsEveryKindOfWork()
    {
        using PacketStore store = Feed.Load(FeedKind.Orderly);
        using StrategySeat seat = new();
        Measure(seat, store, passCount: 1);
        EventKind[] kinds =
        [
            EventKind.Definition, EventKind.Book, EventKind.Trade, EventKind.TradeOrder, EventKind.Volume, EventKind.Statistic, EventKind.Status,
            EventKind.ChannelReset,
        ];
        Assert.That(kinds.Where(kind => seat.Count(kind) == 0), Is.Empty);
    }

    [Test]
    public void TheDisorderlyFeedHoldsEveryFault()
    {
        using PacketStore store = Feed.Load(FeedKind.Disorderly);
        using StrategySeat seat = new();
        using InlinePipeline<StrategyConsumer> pipeline = new(seat.Instruments, seat.Consumer);
        pipeline.Drain(store);
        Assert.That(pipeline.Arbitration.Gaps, Is.Positive);
        Assert.That(pipeline.Arbitration.Reordered, Is.Positive);
        Assert.That(pipeline.Arbitration.Sum(Line.A).Duplicates, Is.Positive);
        Assert.That(pipeline.Arbitration.Sum().Damaged, Is.Positive);
        Assert.That(pipeline.Decoding.ChannelResets, Is.Positive);
        Assert.That(seat.Count(EventKind.Gap), Is.Positive);
        Assert.That(seat.Count(EventKind.ChannelReset), Is.Positive, "the sequence started again");
    }

    private static Spending Measure(StrategySeat seat, PacketStore store, int passCount)
    {
        using InlinePipeline<StrategyConsumer> pipeline = new(seat.Instruments, seat.Consumer);
        ThreadMeter.Settle();
        ThreadMeter meter = default;
        meter.Start();
        for (int pass = 0; pass < passCount; pass++)
        {
            store.Rewind();
            pipeline.Restart();
            seat.Instruments.Reset();
            pipeline.Drain(store);
        }

        return meter.Read();
    }
}
