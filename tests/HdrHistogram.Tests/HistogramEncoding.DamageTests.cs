using System.Buffers.Binary;
using HdrHistogram.Encoding;
using HdrHistogram.Utilities;

namespace HdrHistogram.Tests;

/// <summary>Bytes that are not a histogram, or no longer: always a documented exception, never a crash or a wild allocation.</summary>
[TestFixture]
internal sealed class HistogramEncodingDamageTests
{
    private readonly byte[] _plain = Plain();
    private readonly byte[] _compressed = Compressed();

    [Test]
    public void Every_cut_is_refused([Values] bool compressed)
    {
        byte[] whole = compressed ? _compressed : _plain;
        for (int length = 0; length < whole.Length; length++)
            Assert.That(() => Decode(whole[..length], compressed), Throws.InstanceOf<ArgumentException>().Or.InstanceOf<InvalidDataException>(), $"{length}");
    }

    [Test]
    public void A_changed_byte_is_refused_or_read_as_another_histogram([Values] bool compressed)
    {
        byte[] whole = compressed ? _compressed : _plain;
        Random random = new(11);
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= (byte)random.Next(1, 256);
            try
            {
                Decode(damaged, compressed);
            }
            catch (Exception e) when (e is ArgumentException or InvalidDataException or NotSupportedException)
            {
                // Refused, as documented.
            }
        }
    }

    [Test]
    public void A_damaged_stream_is_told_by_its_checksum()
    {
        byte[] damaged = [.. _compressed];
        damaged[^1] ^= 1;
        Assert.That(() => Decode(damaged, compressed: true), Throws.TypeOf<InvalidDataException>());
    }

    [TestCase(0, 0x12345678, "0x12345678")]
    [TestCase(4, -1, "-1 bytes of counts are announced")]
    [TestCase(4, 1_000_000, "1000000 bytes of counts are announced")]
    [TestCase(12, 6, "numberOfSignificantValueDigits must be between 0 and 5")]
    [TestCase(16, -1, "lowestTrackableValue must be >= 1")]
    [TestCase(24, -1, "highestTrackableValue must be >= 2 * lowestTrackableValue")]
    public void A_header_that_makes_no_sense_is_named(int offset, int value, string message)
    {
        byte[] damaged = [.. _plain];
        BinaryPrimitives.WriteInt32BigEndian(damaged.AsSpan(offset), value);
        Assert.That(() => Decode(damaged, compressed: false), Throws.ArgumentException.With.Message.Contains(message));
    }

    [Test]
    public void Counts_beyond_the_slots_are_refused()
    {
        Assert.That(() => DecodeCounts(-2049, 1), Throws.ArgumentException.With.Message.Contains("2048"));
        Assert.That(() => DecodeCounts(-2048, 1), Throws.ArgumentException.With.Message.Contains("slot 2048 of 2048"));
        Assert.That(() => DecodeCounts(-2047, 1, 0), Throws.ArgumentException.With.Message.Contains("slot 2048 of 2048"));
        Assert.That(() => DecodeCounts(long.MinValue), Throws.ArgumentException);
        Assert.That(DecodeCounts(-2047, 1).GetMaxValue(), Is.EqualTo(2047));
    }

    [Test]
    public void A_single_zero_may_be_written_as_a_run()
        => Assert.That(DecodeCounts(-1, 7).GetCountAtValue(1), Is.EqualTo(7));

    private static HistogramBase DecodeCounts(params long[] numbers)
    {
        ByteBuffer buffer = ByteBuffer.Allocate(40 + (9 * numbers.Length));
        new LongHistogram(1, 2047, 3).Encode(buffer, HistogramEncoderV2.Instance);
        buffer.Position = 40;
        foreach (long number in numbers) ZigZagEncoding.PutLong(buffer, number);
        buffer.PutInt(4, buffer.Position - 40);
        buffer.Position = 0;
        return HistogramEncoding.DecodeFromByteBuffer(buffer, 0);
    }

    private static HistogramBase Decode(byte[] bytes, bool compressed) => compressed
        ? HistogramEncoding.DecodeFromCompressedByteBuffer(ByteBuffer.Allocate(bytes), 0)
        : HistogramEncoding.DecodeFromByteBuffer(ByteBuffer.Allocate(bytes), 0);

    private static LongHistogram Histogram()
    {
        LongHistogram histogram = new(1, 100_000, 2);
        for (int i = 0; i < 50; i++) histogram.RecordValueWithCount(i * i * i % 99_991, i * 77);
        return histogram;
    }

    private static byte[] Plain()
    {
        ByteBuffer buffer = ByteBuffer.Allocate(10_000);
        return Taken(buffer, Histogram().Encode(buffer, HistogramEncoderV2.Instance));
    }

    private static byte[] Compressed()
    {
        ByteBuffer buffer = ByteBuffer.Allocate(10_000);
        return Taken(buffer, Histogram().EncodeIntoCompressedByteBuffer(buffer));
    }

    private static byte[] Taken(ByteBuffer buffer, int length)
    {
        buffer.Position = 0;
        return [.. Enumerable.Range(0, length).Select(_ => buffer.Get())];
    }
}
