using HdrHistogram.Encoding;
using HdrHistogram.Utilities;

namespace HdrHistogram.Tests.Encoding;

[TestFixture]
internal sealed class HistogramEncoderV2Tests
{
    [Test]
    public void The_header_has_forty_big_endian_bytes_and_counts_follow()
    {
        LongHistogram histogram = new(1000, 3_600_000_000, 2);
        histogram.RecordValueWithCount(0, 3);
        histogram.RecordValue(512 * 2);
        histogram.RecordValueWithCount(512 * 6, 100);
        byte[] expected =
        [
            0x1C, 0x84, 0x93, 0x13, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 2,
            0, 0, 0, 0, 0, 0, 0x03, 0xE8, 0, 0, 0, 0, 0xD6, 0x93, 0xA4, 0x00, 0x3F, 0xF0, 0, 0, 0, 0, 0, 0,
            6, 0, 2, 5, 0xC8, 0x01, // 3; one zero; 1; three zeros; 100
        ];
        Assert.That(Encode(histogram), Is.EqualTo(expected));
    }

    [Test]
    public void No_count_is_a_single_zero()
        => Assert.That(Encode(new LongHistogram(1, 100, 1))[40..], Is.EqualTo((byte[])[0]));

    [Test]
    public void Counts_taken_back_above_the_highest_are_left_out()
    {
        LongHistogram histogram = new(1, 100_000, 2);
        histogram.RecordValue(1);
        histogram.RecordValue(50_000);
        histogram.RecordValueWithCount(50_000, -1);
        Assert.That(Encode(histogram)[40..], Is.EqualTo((byte[])[0, 2]));
    }

    [Test]
    public void A_negative_count_is_refused()
    {
        LongHistogram histogram = new(1, 100, 1);
        histogram.RecordValueWithCount(5, -1);
        ByteBuffer buffer = ByteBuffer.Allocate(1000);
        Assert.That(() => histogram.Encode(buffer, HistogramEncoderV2.Instance), Throws.InvalidOperationException.With.Message.Contains("-1"));
        Assert.That(buffer.Position, Is.Zero);
    }

    [TestCase(0)]
    [TestCase(39)]
    [TestCase(45)]
    public void A_buffer_too_small_is_refused_and_stays_where_it_is(int capacity)
    {
        LongHistogram histogram = new(1, 100_000, 2);
        foreach (long value in (long[])[0, 3, 9, 1000]) histogram.RecordValue(value);
        ByteBuffer buffer = ByteBuffer.Allocate(capacity);
        Assert.That(() => histogram.Encode(buffer, HistogramEncoderV2.Instance), Throws.ArgumentException);
        Assert.That(buffer.Position, Is.Zero);
    }

    [Test]
    public void Another_encoder_sees_the_counts_to_the_highest_and_may_hand_them_on()
    {
        IntHistogram histogram = new(16, 3_600_000_000, 3);
        foreach (long value in (long[])[0, 16, 16, 160]) histogram.RecordValue(value);
        ObservingEncoder encoder = new();
        ByteBuffer buffer = ByteBuffer.Allocate(1000);
        int written = histogram.Encode(buffer, encoder);
        Assert.Multiple(() =>
        {
            Assert.That(encoder.Seen!.Counts, Is.EqualTo((long[])[1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1]));
            Assert.That((encoder.Seen.Cookie, encoder.Seen.NormalizingIndexOffset), Is.EqualTo((histogram.GetEncodingCookie(), 0)));
            Assert.That((encoder.Seen.LowestDiscernibleValue, encoder.Seen.HighestTrackableValue), Is.EqualTo((16, 3_600_000_000)));
            Assert.That((encoder.Seen.NumberOfSignificantValueDigits, encoder.Seen.IntegerToDoubleValueConversionRatio), Is.EqualTo((3, 1.0)));
            Assert.That(written, Is.EqualTo(buffer.Position));
            Assert.That(Taken(buffer), Is.EqualTo(Encode(histogram)));
        });
    }

    private static byte[] Encode(HistogramBase histogram)
    {
        ByteBuffer buffer = ByteBuffer.Allocate(histogram.GetNeededByteBufferCapacity());
        Assert.That(histogram.Encode(buffer, HistogramEncoderV2.Instance), Is.EqualTo(buffer.Position));
        return Taken(buffer);
    }

    private static byte[] Taken(ByteBuffer buffer)
    {
        byte[] bytes = new byte[buffer.Position];
        buffer.Position = 0;
        for (int i = 0; i < bytes.Length; i++) bytes[i] = buffer.Get();
        return bytes;
    }

    private sealed class ObservingEncoder : IEncoder
    {
        public IRecordedData? Seen { get; private set; }

        public int Encode(IRecordedData data, ByteBuffer buffer)
        {
            Seen = data;
            return new HistogramEncoderV2().Encode(data, buffer);
        }
    }
}
