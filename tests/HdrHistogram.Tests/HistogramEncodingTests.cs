using FeedHandler.Tests.Support;
using HdrHistogram.Utilities;

namespace HdrHistogram.Tests;

/// <summary>Version 2, compressed: what we write and read.</summary>
[TestFixture]
internal sealed class HistogramEncodingTests
{
    /// <summary>A line of a log written by the reference implementation: 741 values of a 2-digit histogram from 20 µs to an hour.</summary>
    private const string ReferencePayload =
        "HISTFAAAAEV42pNpmSzMwMCgyAABTBDKT4GBgdnNYMcCBvsPEBEJISEuATEZMQ4uASkhIR4nrxg9v2lMaxhvMekILGZkKmcCAEf2CsI=";

    [Test]
    public void An_encoding_of_the_reference_implementation_is_read()
    {
        HistogramBase histogram = Decode(ReferencePayload);
        (long Value, long Count)[] first =
            [.. histogram.RecordedValues().Take(5).Select(step => (histogram.LowestEquivalentValue(step.ValueIteratedTo), step.CountAtValueIteratedTo))];
        Assert.Multiple(() =>
        {
            Assert.That(histogram, Is.TypeOf<LongHistogram>());
            Assert.That((histogram.LowestTrackableValue, histogram.HighestTrackableValue), Is.EqualTo((20_000, 3_600_000_000_000)));
            Assert.That((histogram.NumberOfSignificantValueDigits, histogram.SubBucketCount), Is.EqualTo((2, 256)));
            Assert.That(histogram.TotalCount, Is.EqualTo(741));
            Assert.That(first, Is.EqualTo(((long, long)[])[(0, 12), (16_384, 9), (32_768, 9), (49_152, 5), (65_536, 8)]));
            Assert.That(histogram.GetMaxValue(), Is.EqualTo(2_768_895));
            Assert.That(histogram.LowestEquivalentValue(histogram.GetMaxValue()), Is.EqualTo(2_752_512));
        });
    }

    [Test]
    public void What_was_read_is_written_with_the_same_counts_and_the_familiar_beginning()
    {
        HistogramBase histogram = Decode(ReferencePayload);
        string again = Convert.ToBase64String(Compress(histogram));
        Assert.That(again, Does.StartWith("HISTFAAAA"));
        HistogramAssert.HaveSameCounts(Decode(again), histogram);
    }

    [Test]
    public void The_cookie_is_that_of_version_2()
        => Assert.That(new ShortHistogram(100, 1).GetEncodingCookie(), Is.EqualTo(0x1C849313));

    [TestCase(1, 3_600_000_000_000, 3)]
    [TestCase(1000, 3_600_000_000_000, 2)]
    [TestCase(1, 2, 0)]
    [TestCase(1, long.MaxValue, 1)]
    [TestCase(1L << 40, long.MaxValue, 5)]
    public void Random_counts_survive_a_round_trip(long lowest, long highest, int digits)
    {
        Random random = new(digits);
        for (int round = 0; round < 5; round++)
        {
            LongHistogram histogram = new(lowest, highest, digits);
            for (int i = random.Next(400); i > 0; i--) histogram.RecordValueWithCount(RandomValue.UpTo(highest, random), RandomValue.UpTo(1L << 50, random));
            HistogramBase decoded = HistogramEncoding.DecodeFromCompressedByteBuffer(ByteBuffer.Allocate(Compress(histogram)), 0);
            HistogramAssert.HaveSameCounts(decoded, histogram);
        }
    }

    [Test]
    public void Every_slot_with_the_largest_count_of_its_word_fits_the_capacity_asked_for()
    {
        foreach (HistogramBase histogram in (HistogramBase[])[new ShortHistogram(1, 5000, 3), new IntHistogram(1, 5000, 3), new LongHistogram(1, 5000, 3)])
        {
            long count = histogram switch { ShortHistogram => short.MaxValue, IntHistogram => int.MaxValue, _ => long.MaxValue / 10_000 };
            for (long value = 0; value < 8192; value = histogram.NextNonEquivalentValue(value)) histogram.RecordValueWithCount(value, count - (value % 17));
            HistogramAssert.HaveSameCounts(HistogramEncoding.DecodeFromCompressedByteBuffer(ByteBuffer.Allocate(Compress(histogram)), 0), histogram);
        }
    }

    [Test]
    public void A_decoded_histogram_covers_what_the_caller_asks_for_at_least()
    {
        LongHistogram histogram = new(1, 10_000, 3);
        histogram.RecordValue(77);
        HistogramBase decoded = HistogramEncoding.DecodeFromCompressedByteBuffer(ByteBuffer.Allocate(Compress(histogram)), 1_000_000);
        decoded.RecordValue(1_000_000);
        Assert.That((decoded.HighestTrackableValue, decoded.TotalCount, decoded.GetCountAtValue(77)), Is.EqualTo((1_000_000, 2, 1)));
    }

    [Test]
    public void Histograms_one_behind_the_other_are_written_and_read_in_turn()
    {
        LongHistogram one = new(1, 10_000, 3), other = new(1, 10_000, 3);
        one.RecordValue(1);
        other.RecordValueWithCount(9, 4);
        ByteBuffer buffer = ByteBuffer.Allocate(1000);
        int written = one.EncodeIntoCompressedByteBuffer(buffer) + other.EncodeIntoCompressedByteBuffer(buffer);
        Assert.That(buffer.Position, Is.EqualTo(written));
        buffer.Position = 0;
        HistogramAssert.HaveSameCounts(HistogramEncoding.DecodeFromCompressedByteBuffer(buffer, 0), one);
        HistogramAssert.HaveSameCounts(HistogramEncoding.DecodeFromCompressedByteBuffer(buffer, 0), other);
        Assert.That(buffer.Position, Is.EqualTo(written));
    }

    [TestCase(0)]
    [TestCase(7)]
    [TestCase(8)]
    [TestCase(30)]
    public void A_buffer_too_small_to_compress_into_is_refused_and_stays_where_it_is(int capacity)
    {
        LongHistogram histogram = new(1, 10_000, 3);
        histogram.RecordValue(1);
        ByteBuffer buffer = ByteBuffer.Allocate(capacity);
        Assert.That(() => histogram.EncodeIntoCompressedByteBuffer(buffer), Throws.ArgumentException.With.Message.Contains("always suffice"));
        Assert.That(buffer.Position, Is.Zero);
    }

    [Test]
    public void Encoding_into_a_given_buffer_allocates_less_than_a_kilobyte()
    {
        LongHistogram histogram = new(1, 3_600_000_000_000, 3);
        Random random = new(5);
        for (int i = 0; i < 10_000; i++) histogram.RecordValue(RandomValue.UpTo(3_600_000_000_000, random));
        ByteBuffer buffer = ByteBuffer.Allocate(histogram.GetNeededByteBufferCapacity());
        long bytes = AllocationMeter.BytesOf(() =>
        {
            buffer.Position = 0;
            histogram.EncodeIntoCompressedByteBuffer(buffer);
        });
        Assert.That(bytes, Is.LessThan(1024));
    }

    private static HistogramBase Decode(string payload)
        => HistogramEncoding.DecodeFromCompressedByteBuffer(ByteBuffer.Allocate(Convert.FromBase64String(payload)), 0);

    private static byte[] Compress(HistogramBase histogram)
    {
        ByteBuffer buffer = ByteBuffer.Allocate(histogram.GetNeededByteBufferCapacity());
        byte[] bytes = new byte[histogram.EncodeIntoCompressedByteBuffer(buffer)];
        buffer.Position = 0;
        for (int i = 0; i < bytes.Length; i++) bytes[i] = buffer.Get();
        return bytes;
    }
}
