using Disruptor.Tests.Support;
using FeedHandler.Tests.Support;

namespace Disruptor.Tests.WaitStrategies;

public sealed class HybridSpinWaitStrategyTests
{
    [Test]
    public void WaitsForTaggedGroupsAsForOthers([Values] bool isTagged)
    {
        var cursor = new Sequence();
        var group = new DependentSequenceGroup(cursor) { Tag = isTagged ? HybridSpinWaitStrategy.AggressiveSpinWaitTag : null };
        Task<SequenceWaitResult> wait = Task.Run(() => new HybridSpinWaitStrategy().WaitFor(5, group, CancellationToken.None));
        Assert.That(wait.Wait(5), Is.False);
        cursor.SetValue(6);
        Assert.That(Within.Patiently(wait, "the cursor"), Is.EqualTo(new SequenceWaitResult(6)));
    }

    [Test]
    public void IsToldWhetherItIsToBeSignalled()
        => Assert.That((new HybridSpinWaitStrategy().IsBlockingStrategy, new HybridSpinWaitStrategy { IsBlockingStrategy = true }.IsBlockingStrategy), Is.EqualTo((false, true)));
}
