namespace Disruptor.Tests.Sequences;

public sealed class SequenceWaitResultTests
{
    [TestCase(-1)]
    [TestCase(0)]
    [TestCase(long.MaxValue)]
    public void HoldsTheAvailableSequence(long sequence)
    {
        SequenceWaitResult result = sequence;
        Assert.That(result.IsTimeout, Is.False);
        Assert.That(result.AvailableSequence, Is.EqualTo(sequence));
        Assert.That(result.UnsafeAvailableSequence, Is.EqualTo(sequence));
        Assert.That(result, Is.EqualTo(new SequenceWaitResult(sequence)));
        Assert.That(result == new SequenceWaitResult(sequence), Is.True);
        Assert.That(result.GetHashCode(), Is.EqualTo(new SequenceWaitResult(sequence).GetHashCode()));
    }

    [Test]
    public void TimeoutIsBelowEverySequence()
    {
        Assert.That(SequenceWaitResult.Timeout.IsTimeout, Is.True);
        Assert.That(SequenceWaitResult.Timeout.AvailableSequence, Is.Null);
        Assert.That(SequenceWaitResult.Timeout.UnsafeAvailableSequence, Is.LessThan(-1));
        Assert.That(SequenceWaitResult.Timeout != new SequenceWaitResult(-1), Is.True);
    }
}
