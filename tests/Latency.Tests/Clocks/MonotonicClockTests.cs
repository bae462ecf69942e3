using System.Diagnostics;
using FeedHandler.Latency.Clocks;
using FeedHandler.Tests.Support;

namespace FeedHandler.Latency.Tests.Clocks;

public sealed class MonotonicClockTests
{
    [Test]
    public void ItIsTheSystemsSteadyClock()
    {
        MonotonicClock clock = default;
        long before = Stopwatch.GetTimestamp();
        long ticks = clock.Ticks();
        long after = Stopwatch.GetTimestamp();

        Assert.That(ticks, Is.InRange(before, after));
    }

    [Test]
    public void ASecondIsAThousandMillionNanoseconds()
    {
        MonotonicClock clock = default;

        Assert.That(clock.DurationNs(Stopwatch.Frequency), Is.EqualTo(1_000_000_000));
        Assert.That(clock.ToNs(-Stopwatch.Frequency), Is.EqualTo(-1_000_000_000));
    }

    [Test]
    public void ReadingAllocatesNothing()
    {
        MonotonicClock clock = default;
        long sum = 0;

        Assert.That(AllocationMeter.BytesOf(() => sum += clock.NowNs()), Is.Zero, $"{sum}");
    }
}
