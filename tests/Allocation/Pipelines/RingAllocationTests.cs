using FeedHandler.Allocation.Feeds;
using FeedHandler.Allocation.Meters;
using FeedHandler.Replay;

namespace FeedHandler.Allocation.Pipelines;

public sealed class RingAllocationTests
{
    [TestCase(FeedKind.Orderly)]
    [TestCase(FeedKind.Disorderly)]
    [TestCase(FeedKind.Stored)]
    [TestCase(FeedKind.Real)]
    public void NeitherSideOfTheRingAllocates(FeedKind kind)
    {
        using PacketStore store = Feed.Load(kind);
        using (StrategySeat compiled = new()) RingRun.Drain(store, compiled); // pays for compilation only: its objects are not used again

        using StrategySeat seat = new();
        RingRun run = RingRun.Drain(store, seat);
        Assert.That(run.FeedSpending, Is.EqualTo(Spending.Nothing), "feed thread");
        Assert.That(run.ConsumerSpending, Is.EqualTo(Spending.Nothing), "strategy thread");
        Assert.That(run.EventCount, Is.GreaterThan(store.Count), "more events than packets went through the ring");
        Assert.That(seat.Strategy.BuySignals + seat.Strategy.SellSignals, Is.Positive);
    }
}
