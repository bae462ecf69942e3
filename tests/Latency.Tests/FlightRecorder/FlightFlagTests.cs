using FeedHandler.Latency.FlightRecorder;

namespace FeedHandler.Latency.Tests.FlightRecorder;

public sealed class FlightFlagTests
{
    [Test]
    public void TheFirstLateEventIsKeptAndTheOthersAreCounted()
    {
        FlightFlag flag = new(budgetNs: 100);
        flag.OnEvent(1, 100, 10);
        flag.OnEvent(2, 101, 20);
        flag.OnEvent(3, 900, 30);

        Assert.That((flag.OverCount, flag.WorstNs), Is.EqualTo((2L, 900L)));
        Assert.That(flag.TryTake(out long ticks, out FlightSpike spike), Is.True);
        Assert.That((ticks, spike.EventNs, spike.StrategyNs, flag.TryTake(out _, out _)), Is.EqualTo((2L, 101L, 20L, false)));
    }
}
