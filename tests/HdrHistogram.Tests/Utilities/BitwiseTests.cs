using HdrHistogram.Utilities;

namespace HdrHistogram.Tests.Utilities;

[TestFixture]
internal sealed class BitwiseTests
{
    [Test]
    public void Zeros_above_the_highest_bit_are_counted()
    {
        Assert.That(Bitwise.NumberOfLeadingZeros(0), Is.EqualTo(64));
        Assert.That(Bitwise.NumberOfLeadingZeros(-1), Is.Zero);
        for (int bit = 0; bit < 64; bit++) Assert.That(Bitwise.NumberOfLeadingZeros(1L << bit), Is.EqualTo(63 - bit));
    }
}
