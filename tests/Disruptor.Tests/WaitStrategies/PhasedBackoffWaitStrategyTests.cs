using Disruptor.Tests.Support;
using FeedHandler.Tests.Support;

namespace Disruptor.Tests.WaitStrategies;

public sealed class PhasedBackoffWaitStrategyTests
{
    private readonly Sequence _cursor = new();

    [Test]
    public void LeavesTheWaitToTheFallbackWhenItsPhasesAreOver()
    {
        var strategy = new PhasedBackoffWaitStrategy(TimeSpan.Zero, TimeSpan.Zero, new TimeoutBlockingWaitStrategy(TimeSpan.FromMilliseconds(1)));
        Assert.That(strategy.WaitFor(0, new DependentSequenceGroup(_cursor), CancellationToken.None), Is.EqualTo(SequenceWaitResult.Timeout));
    }

    [Test]
    public void ReturnsFromTheSpinningPhaseWithoutTheFallback()
    {
        var fallback = new RecordingWaitStrategy(isBlocking: true);
        var strategy = new PhasedBackoffWaitStrategy(TimeSpan.FromHours(1), TimeSpan.FromHours(1), fallback);
        Task<SequenceWaitResult> wait = Task.Run(() => strategy.WaitFor(3, new DependentSequenceGroup(_cursor), CancellationToken.None));
        _cursor.SetValue(3);
        Assert.That(Within.Patiently(wait, "the cursor"), Is.EqualTo(new SequenceWaitResult(3)));
    }

    [Test]
    public void SignalsAndBlocksAsItsFallbackDoes([Values] bool isBlocking)
    {
        var fallback = new RecordingWaitStrategy(isBlocking);
        var strategy = new PhasedBackoffWaitStrategy(TimeSpan.Zero, TimeSpan.Zero, fallback);
        strategy.SignalAllWhenBlocking();
        Assert.That((strategy.IsBlockingStrategy, fallback.SignalCount), Is.EqualTo((isBlocking, 1)));
    }

    [Test]
    public void SaysItsTimesInTicks()
    {
        PhasedBackoffWaitStrategy strategy = PhasedBackoffWaitStrategy.WithSleep(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(2));
        Assert.That((strategy.SpinTimeout, strategy.YieldTimeout), Is.EqualTo((10_000, 20_000)));
    }
}
