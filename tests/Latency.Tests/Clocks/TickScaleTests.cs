using FeedHandler.Latency.Clocks;

namespace FeedHandler.Latency.Tests.Clocks;

public sealed class TickScaleTests
{
    private const long NsPerDay = 86_400_000_000_000;

    [TestCase(1e9, 0, 0)]
    [TestCase(1e9, 123_456_789_012_345, 123_456_789_012_345)]
    [TestCase(1e9, -5, -5)]
    [TestCase(2e9, 3_000_000_001, 1_500_000_000)]
    [TestCase(2e9, -3, -2)]
    [TestCase(1e6, 7, 7_000)]
    public void ExactRatesConvertExactlyRoundedDown(double frequencyHz, long ticks, long expectedNs) =>
        Assert.That(TickScale.FromFrequency(frequencyHz).ToNs(ticks), Is.EqualTo(expectedNs));

    [TestCase(2.4e9)]
    [TestCase(2_994_374_115.5)]
    [TestCase(5.1e9)]
    public void AWholeDayIsOffByLessThanAPartInABillion(double frequencyHz)
    {
        long ticks = (long)(frequencyHz * 86_400);

        Assert.That(TickScale.FromFrequency(frequencyHz).ToNs(ticks), Is.EqualTo((double)NsPerDay).Within(NsPerDay / 1e9));
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(1e13)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void AnImpossibleRateIsRefused(double frequencyHz) =>
        Assert.That(() => TickScale.FromFrequency(frequencyHz), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
