using FeedHandler.Tests.Support;

namespace HdrHistogram.Tests;

/// <summary>Recording into every kind of histogram.</summary>
[TestFixtureSource(typeof(HistogramKinds), nameof(HistogramKinds.All))]
internal sealed class HistogramBaseRecordingTests(HistogramKinds.Constructor make)
{
    private const long Hour = 3_600_000_000_000;

    [Test]
    public void Each_value_is_counted_once_where_its_equivalents_are()
    {
        HistogramBase histogram = make(1, Hour, 3);
        foreach (long value in (long[])[0, 4, 4, 5000, 5001, 5002, Hour]) histogram.RecordValue(value);
        Assert.Multiple(() =>
        {
            Assert.That(histogram.TotalCount, Is.EqualTo(7));
            Assert.That(histogram.GetCountAtValue(0), Is.EqualTo(1));
            Assert.That(histogram.GetCountAtValue(4), Is.EqualTo(2));
            Assert.That(histogram.GetCountAtValue(5003), Is.EqualTo(3));
            Assert.That(histogram.GetCountAtValue(5004), Is.EqualTo(0));
            Assert.That(histogram.GetCountAtValue(Hour), Is.EqualTo(1));
        });
    }

    [Test]
    public void A_count_adds_and_a_negative_one_takes_back()
    {
        HistogramBase histogram = make(1, Hour, 3);
        histogram.RecordValueWithCount(1000, 30);
        histogram.RecordValueWithCount(1000, -10);
        Assert.That((histogram.TotalCount, histogram.GetCountAtValue(1000)), Is.EqualTo((20, 20)));
    }

    [TestCase(-1)]
    [TestCase(long.MinValue)]
    [TestCase(4_398_046_511_104)] // The first value beyond the slots that cover an hour.
    [TestCase(long.MaxValue)]
    public void A_value_without_a_slot_is_refused_and_not_counted(long value)
    {
        HistogramBase histogram = make(1, Hour, 3);
        Assert.Multiple(() =>
        {
            Assert.That(() => histogram.RecordValue(value), Throws.TypeOf<IndexOutOfRangeException>().With.Message.Contains($"{value} is outside 0 to {Hour}"));
            Assert.That(() => histogram.RecordValueWithCount(value, 2), Throws.TypeOf<IndexOutOfRangeException>());
            Assert.That(() => histogram.RecordValueWithExpectedInterval(value, 10), Throws.TypeOf<IndexOutOfRangeException>());
            Assert.That(() => histogram.GetCountAtValue(value), Throws.TypeOf<IndexOutOfRangeException>());
            Assert.That(histogram.TotalCount, Is.Zero);
            Assert.That(histogram.GetMaxValue(), Is.Zero);
        });
    }

    [TestCase(-1)]
    [TestCase(long.MinValue)]
    public void A_negative_value_is_refused_where_every_other_value_has_a_slot(long value)
    {
        HistogramBase histogram = make(1, long.MaxValue, 3);
        histogram.RecordValue(long.MaxValue);
        Assert.That(() => histogram.RecordValue(value), Throws.TypeOf<IndexOutOfRangeException>());
        Assert.That((histogram.TotalCount, histogram.GetMaxValue()), Is.EqualTo((1, long.MaxValue)));
    }

    [Test]
    public void A_stall_is_filled_with_the_values_that_could_not_be_sampled()
    {
        HistogramBase histogram = make(1, Hour, 3);
        histogram.RecordValueWithExpectedInterval(1000, 300);
        long[] recorded = [.. histogram.RecordedValues().Select(step => step.ValueIteratedTo)];
        Assert.That(recorded, Is.EqualTo((long[])[400, 700, 1000]));
    }

    [TestCase(0)]
    [TestCase(-5)]
    [TestCase(1000)]
    [TestCase(1001)]
    public void No_stall_is_seen_in_a_value_within_the_interval_or_without_one(long interval)
    {
        HistogramBase histogram = make(1, Hour, 3);
        histogram.RecordValueWithExpectedInterval(1000, interval);
        Assert.That((histogram.TotalCount, histogram.GetCountAtValue(1000)), Is.EqualTo((1, 1)));
    }

    [Test]
    public void Reset_forgets_counts_and_keeps_stamps_and_tag()
    {
        HistogramBase histogram = make(1, Hour, 3);
        foreach (long value in (long[])[0, 77, Hour]) histogram.RecordValue(value);
        (histogram.StartTimeStamp, histogram.EndTimeStamp, histogram.Tag) = (17, 42, "book");
        histogram.Reset();
        Assert.Multiple(() =>
        {
            Assert.That(histogram.TotalCount, Is.Zero);
            Assert.That(histogram.AllValues(), Is.Empty);
            foreach (long value in (long[])[0, 77, Hour]) Assert.That(histogram.GetCountAtValue(value), Is.Zero);
            Assert.That((histogram.StartTimeStamp, histogram.EndTimeStamp, histogram.Tag), Is.EqualTo((17, 42, "book")));
        });
        histogram.RecordValue(5);
        Assert.That((histogram.TotalCount, histogram.GetMaxValue()), Is.EqualTo((1, 5)));
    }

    [Test]
    public void Recording_and_asking_allocate_nothing()
    {
        HistogramBase histogram = make(1, Hour, 3);
        long value = 1, sink = 0;
        long bytes = AllocationMeter.BytesOf(() =>
        {
            for (int i = 0; i < 1000; i++) histogram.RecordValue(value = (value * 7919) % 1_000_003);
            histogram.RecordValueWithCount(12, 3);
            histogram.RecordValueWithExpectedInterval(1000, 100);
            sink += histogram.GetValueAtPercentile(50) + histogram.GetValueAtPercentile(99) + histogram.GetMaxValue() + histogram.TotalCount;
            sink += (long)histogram.GetMean() + (long)histogram.GetStdDeviation();
        });
        Assert.That(bytes, Is.Zero, $"{sink}");
    }
}
