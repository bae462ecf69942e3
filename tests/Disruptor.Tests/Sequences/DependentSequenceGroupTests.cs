using Disruptor.Tests.Support;
using FeedHandler.Tests.Support;

namespace Disruptor.Tests.Sequences;

public sealed class DependentSequenceGroupTests
{
    [Test]
    public void IsTheCursorWhenNothingElseIsFollowed()
    {
        DependentSequenceGroup group = new DependentSequenceGroup(new Sequence(42));
        Assert.That(group.DependsOnCursor, Is.True);
        Assert.That(group.DependentSequenceCount, Is.EqualTo(1));
        Assert.That(group.Value, Is.EqualTo(42));
        Assert.That(group.CursorValue, Is.EqualTo(42));
    }

    [TestCase(new long[] { 7 }, 7)]
    [TestCase(new long[] { 9, 3 }, 3)]
    [TestCase(new long[] { 4, 8, 6, 5 }, 4)]
    public void IsTheSmallestOfWhatIsFollowed(long[] values, long expected)
    {
        DependentSequenceGroup group = new DependentSequenceGroup(new Sequence(100), [.. values.Select(value => new Sequence(value))]);
        Assert.That(group.DependsOnCursor, Is.False);
        Assert.That(group.DependentSequenceCount, Is.EqualTo(values.Length));
        Assert.That(group.Value, Is.EqualTo(expected));
        Assert.That(group.CursorValue, Is.EqualTo(100));
    }

    [Test]
    public void DoesNotSeeLaterChangesOfTheCallersArray()
    {
        Sequence[] followed = [new Sequence(5)];
        DependentSequenceGroup group = new DependentSequenceGroup(new Sequence(), followed);
        followed[0] = new Sequence(1);
        Assert.That(group.Value, Is.EqualTo(5));
    }

    [Test]
    public void SpinsUntilTheValueIsReached([Values] bool aggressively)
    {
        Sequence followed = new Sequence(3);
        DependentSequenceGroup group = new DependentSequenceGroup(new Sequence(), followed);
        Task<long> wait = Task.Run(() => aggressively ? group.AggressiveSpinWaitFor(9, CancellationToken.None) : group.SpinWaitFor(9, CancellationToken.None));
        followed.SetValue(12);
        Assert.That(Within.Patiently(wait, "the group reached 12"), Is.EqualTo(12));
    }

    [Test]
    public void StopsSpinningWhenCancelled([Values] bool aggressively)
    {
        DependentSequenceGroup group = new DependentSequenceGroup(new Sequence());
        using CancellationTokenSource cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        CancellationToken token = cancellation.Token;
        Assert.That(() => aggressively ? group.AggressiveSpinWaitFor(0, token) : group.SpinWaitFor(0, token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void CarriesATag()
    {
        object tag = new();
        DependentSequenceGroup group = new DependentSequenceGroup(new Sequence()) { Tag = tag };
        Assert.That(group.Tag, Is.SameAs(tag));
    }
}
