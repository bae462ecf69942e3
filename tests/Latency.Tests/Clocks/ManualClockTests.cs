using FeedHandler.Latency.Clocks;

namespace FeedHandler.Latency.Tests.Clocks;

public sealed class ManualClockTests
{
    [Test]
    public void ItStandsStillUntilMoved()
    {
        ManualClock clock = new(100);
        Assert.That(clock.NowNs(), Is.EqualTo(100));

        clock.Advance(20);
        Assert.That(clock.Ticks(), Is.EqualTo(120));

        clock.Set(50);
        Assert.That(clock.NowNs(), Is.EqualTo(50));
        Assert.That(clock.DurationNs(7), Is.EqualTo(7));
    }

    [Test]
    public void CopiesShareTheTime()
    {
        ManualClock clock = new(0);
        ManualClock copy = clock;
        clock.Advance(5);

        Assert.That(copy.NowNs(), Is.EqualTo(5));
    }
}
