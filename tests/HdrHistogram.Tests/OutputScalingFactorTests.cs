namespace HdrHistogram.Tests;

[TestFixture]
internal sealed class OutputScalingFactorTests
{
    [Test]
    public void Ticks_of_an_hour_become_its_seconds_milliseconds_and_microseconds() => Assert.Multiple(() =>
    {
        double hour = TimeStamp.Hours(1);
        Assert.That(hour / OutputScalingFactor.TimeStampToSeconds, Is.EqualTo(3600));
        Assert.That(hour / OutputScalingFactor.TimeStampToMilliseconds, Is.EqualTo(3_600_000));
        Assert.That(hour / OutputScalingFactor.TimeStampToMicroseconds, Is.EqualTo(3_600_000_000));
        Assert.That(hour / OutputScalingFactor.None, Is.EqualTo(hour));
    });
}
