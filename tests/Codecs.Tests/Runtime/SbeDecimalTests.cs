namespace FeedHandler.Codecs.Tests.Runtime;

public sealed class SbeDecimalTests
{
    [TestCase(42502500000, -7, 4250250000000)]
    [TestCase(5, -9, 5)]
    [TestCase(-5, 0, -5000000000)]
    [TestCase(9223372036, 0, 9223372036000000000)]
    [TestCase(-120, -10, -12)]
    [TestCase(0, 127, 0)]
    [TestCase(0, -128, 0)]
    public void ANumberInNanosIsExact(long mantissa, int exponent, long nanos)
    {
        Assert.That(new SbeDecimal(mantissa, exponent).TryToNanos(out long actual), Is.True);
        Assert.That(actual, Is.EqualTo(nanos));
    }

    [TestCase(9223372037, 0)]
    [TestCase(-9223372037, 0)]
    [TestCase(long.MinValue, -8)]
    [TestCase(1, 10)]
    [TestCase(1, 127)]
    [TestCase(121, -10)]
    [TestCase(1, -128)]
    public void ANumberThatNanosCannotHoldIsRefused(long mantissa, int exponent)
    {
        Assert.That(new SbeDecimal(mantissa, exponent).TryToNanos(out long actual), Is.False);
        Assert.That(actual, Is.Zero);
    }

    [TestCase(42502500000, -7, "4250.2500000")]
    [TestCase(-1, -9, "-0.000000001")]
    [TestCase(0, -2, "0.00")]
    [TestCase(100, -2, "1.00")]
    [TestCase(-7, 0, "-7")]
    [TestCase(7, 3, "7000")]
    [TestCase(0, 3, "0")]
    [TestCase(long.MinValue, -9, "-9223372036.854775808")]
    public void TextIsExact(long mantissa, int exponent, string text)
        => Assert.That(new SbeDecimal(mantissa, exponent).ToString(), Is.EqualTo(text));

    [Test]
    public void TheLongestTextFits()
        => Assert.That(new SbeDecimal(long.MinValue, 127).ToString(), Is.EqualTo("-9223372036854775808" + new string('0', 127)));

    [Test]
    public void ADestinationThatIsTooShortGetsNothing()
    {
        Assert.That(new SbeDecimal(12345, -2).TryFormat(new char[5], out int length, default, null), Is.False);
        Assert.That(length, Is.Zero);
        Assert.That(new SbeDecimal(12345, -2).TryFormat(new char[6], out length, default, null), Is.True);
        Assert.That(length, Is.EqualTo(6));
    }
}
