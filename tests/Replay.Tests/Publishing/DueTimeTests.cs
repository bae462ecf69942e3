using FeedHandler.Latency.Clocks;
using FeedHandler.Replay.Publishing;

namespace FeedHandler.Replay.Tests.Publishing;

public sealed class DueTimeTests
{
    [Test]
    public void NothingGoesOutBeforeItsTime([Values] DueWait wait, [Values(0, 300_000, 5_000_000)] long leftNs)
    {
        MonotonicClock clock = default;
        long dueNs = clock.NowNs() + leftNs;
        long endNs = DueTime.WaitUntil(clock, dueNs, wait, CancellationToken.None);
        Assert.That(endNs, Is.GreaterThanOrEqualTo(dueNs));
    }

    [Test]
    public void WhoIsStoppedDoesNotWait([Values] DueWait wait)
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        MonotonicClock clock = default;
        long dueNs = clock.NowNs() + 3_600_000_000_000;
        Assert.That(DueTime.WaitUntil(clock, dueNs, wait, stop.Token), Is.LessThan(dueNs));
    }
}
