using FeedHandler.Host.Reports;

namespace FeedHandler.Host.Tests.Reports;

public sealed class DecimalTextTests
{
    [TestCase(0, "0")]
    [TestCase(1, "0.000000001")]
    [TestCase(-1, "-0.000000001")]
    [TestCase(4_250_250_000_000, "4250.25")]
    [TestCase(-12_500_000_000, "-12.5")]
    [TestCase(1_000_000_000, "1")]
    [TestCase(long.MaxValue - 1, "9223372036.854775806")]
    [TestCase(long.MinValue, "-9223372036.854775808")]
    public void NanoPricesKeepEveryDigit(long nano, string expected) => Assert.That(DecimalText.OfNano(nano), Is.EqualTo(expected));

    [TestCase(372_275_000_000_000, 10_000_000, "3722.75")]
    [TestCase(-5, 5, "-0.000000000000000025")]
    [TestCase(long.MaxValue, long.MaxValue, "85070591730234615847.396907784232501249")]
    public void ProductsKeepAllEighteenDigits(long nano, long factorNano, string expected) =>
        Assert.That(DecimalText.OfProduct(nano, factorNano), Is.EqualTo(expected));
}
