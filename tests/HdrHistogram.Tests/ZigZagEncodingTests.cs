using HdrHistogram.Utilities;

namespace HdrHistogram.Tests;

[TestFixture]
internal sealed class ZigZagEncodingTests
{
    [TestCase(0, "00")]
    [TestCase(-1, "01")]
    [TestCase(1, "02")]
    [TestCase(63, "7E")]
    [TestCase(-64, "7F")]
    [TestCase(64, "8001")]
    [TestCase(8191, "FE7F")]
    [TestCase(8192, "808001")]
    [TestCase(1L << 54, "8080808080808040")]
    [TestCase((1L << 55) - 1, "FEFFFFFFFFFFFF7F")]
    [TestCase(1L << 55, "808080808080808001")]
    [TestCase(long.MaxValue, "FEFFFFFFFFFFFFFFFF")]
    [TestCase(long.MinValue, "FFFFFFFFFFFFFFFFFF")]
    public void A_number_takes_the_bytes_of_the_format(long value, string hex)
    {
        ByteBuffer buffer = ByteBuffer.Allocate(9);
        ZigZagEncoding.PutLong(buffer, value);
        int length = buffer.Position;
        buffer.Position = 0;
        byte[] bytes = [.. Enumerable.Range(0, length).Select(_ => buffer.Get())];
        Assert.That(Convert.ToHexString(bytes), Is.EqualTo(hex));
        buffer.Position = 0;
        Assert.That(ZigZagEncoding.GetLong(buffer), Is.EqualTo(value));
        Assert.That(buffer.Position, Is.EqualTo(length));
    }

    [Test]
    public void Random_numbers_survive_a_round_trip()
    {
        Random random = new(3);
        long[] numbers = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64))];
        ByteBuffer buffer = ByteBuffer.Allocate(numbers.Length * 9);
        foreach (long number in numbers) ZigZagEncoding.PutLong(buffer, number);
        buffer.Position = 0;
        Assert.That(numbers.Select(_ => ZigZagEncoding.GetLong(buffer)), Is.EqualTo(numbers));
    }

    [Test]
    public void A_buffer_that_ends_within_a_number_is_refused_and_stays_where_it_is()
    {
        ByteBuffer cut = ByteBuffer.Allocate((byte[])[5, 0x80, 0x80]);
        cut.Position = 1;
        Assert.That(() => ZigZagEncoding.GetLong(cut), Throws.ArgumentException);
        Assert.That(() => ZigZagEncoding.PutLong(cut, long.MaxValue), Throws.ArgumentException);
        Assert.That(cut.Position, Is.EqualTo(1));
    }
}
