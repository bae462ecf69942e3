using FeedHandler.Latency.Export;

namespace FeedHandler.Latency.Tests.Export;

public sealed class DurationTextTests
{
    [TestCase(0, "0 ns")]
    [TestCase(87.4, "87 ns")]
    [TestCase(999.4, "999 ns")]
    [TestCase(999.6, "1.00 us")]
    [TestCase(3_606, "3.61 us")]
    [TestCase(9_996, "10.0 us")]
    [TestCase(14_523, "14.5 us")]
    [TestCase(99_960, "100 us")]
    [TestCase(999_400, "999 us")]
    [TestCase(999_600, "1.00 ms")]
    [TestCase(2_493_930, "2.49 ms")]
    [TestCase(999_600_000, "1.00 s")]
    [TestCase(60_000_000_000, "60.0 s")]
    public void TheUnitSuitsTheValue(double ns, string text) => Assert.That(DurationText.Of(ns), Is.EqualTo(text));
}
