namespace FeedHandler.Ring.Tests;

public sealed class IdleStrategyTests
{
    [Test]
    public void HasNamedKinds()
    {
        Assert.That(IdleStrategy.BusySpin.SpinCount, Is.EqualTo(long.MaxValue));
        Assert.That(IdleStrategy.Yielding, Is.EqualTo(new IdleStrategy(100, long.MaxValue, 0)));
        Assert.That(IdleStrategy.Sleeping.SleepMs, Is.Positive);
    }
}
