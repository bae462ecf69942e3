namespace Disruptor.Tests.Sequences;

public sealed class DisruptorUtilTests
{
    [TestCase(1, 1)]
    [TestCase(3, 4)]
    [TestCase(1024, 1024)]
    [TestCase(1025, 2048)]
    [TestCase(1 << 30, 1 << 30)]
    public void RoundsUpToAPowerOfTwo(int number, int expected) => Assert.That(DisruptorUtil.CeilingNextPowerOfTwo(number), Is.EqualTo(expected));

    [TestCase(1, 0)]
    [TestCase(1024, 10)]
    [TestCase(1025, 10)]
    public void TakesTheLogarithm(int number, int expected) => Assert.That(DisruptorUtil.Log2(number), Is.EqualTo(expected));

    [TestCase(0, false)]
    [TestCase(-4, false)]
    [TestCase(1, true)]
    [TestCase(6, false)]
    [TestCase(8, true)]
    public void KnowsPowersOfTwo(int number, bool expected) => Assert.That(DisruptorUtil.IsPowerOf2(number), Is.EqualTo(expected));

    [Test]
    public void FindsTheSmallestSequence()
    {
        Assert.That(DisruptorUtil.GetMinimumSequence([new Sequence(7), new Sequence(3), new Sequence(12)]), Is.EqualTo(3));
        Assert.That(DisruptorUtil.GetMinimumSequence([new Sequence(7)], 5), Is.EqualTo(5));
        Assert.That(DisruptorUtil.GetMinimumSequence([]), Is.EqualTo(long.MaxValue));
    }
}
