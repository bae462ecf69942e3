using HdrHistogram.Analysis;

namespace HdrHistogram.Tests.Analysis;

[TestFixtureSource(typeof(HistogramKinds), nameof(HistogramKinds.All))]
internal sealed class HistogramAnalysisTests(HistogramKinds.Constructor make)
{
    private const long Hour = 3_600_000_000_000;

    [Test]
    public void The_minimum_is_the_lowest_equivalent_of_the_lowest_value()
    {
        HistogramBase histogram = make(1, Hour, 3);
        Assert.That(histogram.GetMinValue(), Is.Zero);
        histogram.RecordValue(10_007);
        histogram.RecordValue(99_999);
        Assert.That(histogram.GetMinValue(), Is.EqualTo(10_000));
        histogram.RecordValue(0);
        Assert.That(histogram.GetMinValue(), Is.Zero);
    }

    [TestCase(0, 0)]
    [TestCase(999, 0)]
    [TestCase(1000, 25)]
    [TestCase(9_999, 25)]
    [TestCase(10_000, 75)]
    [TestCase(10_007, 75)]
    [TestCase(Hour, 100)]
    public void The_share_at_or_below_a_value_includes_its_equivalents(long value, double percentile)
    {
        HistogramBase histogram = make(1, Hour, 3);
        foreach (long recorded in (long[])[1000, 10_003, 10_003, 500_000]) histogram.RecordValue(recorded);
        Assert.That(histogram.GetPercentileAtOrBelowValue(value), Is.EqualTo(percentile));
    }

    [Test]
    public void Of_nothing_all_is_at_or_below()
        => Assert.That(make(1, Hour, 3).GetPercentileAtOrBelowValue(5), Is.EqualTo(100));

    [Test]
    public void A_corrected_copy_is_what_recording_with_the_interval_gives()
    {
        HistogramBase raw = make(1, 100_000, 3), expected = make(1, 100_000, 3);
        foreach (long value in (long[])[50, 100, 101, 950, 1999])
        {
            raw.RecordValue(value);
            expected.RecordValueWithExpectedInterval(value, 100);
        }

        HistogramAssert.HaveSameCounts(raw.CopyCorrectedForCoordinatedOmission(100), expected);
        HistogramAssert.HaveSameCounts(raw.CopyCorrectedForCoordinatedOmission(0), raw);
        Assert.That(raw.TotalCount, Is.EqualTo(5), "the original is not touched");
    }

    [Test]
    public void Ranges_of_one_width_follow_each_other_to_the_highest_value()
    {
        HistogramBase histogram = make(1, Hour, 3);
        foreach (long value in (long[])[0, 99, 100, 350]) histogram.RecordValue(value);
        Assert.That(histogram.LinearBucketValues(100), Is.EqualTo((HistogramBucket[])
        [
            new(0, 99, 2, 2), new(100, 199, 1, 3), new(200, 299, 0, 3), new(300, 399, 1, 4),
        ]));
    }

    [Test]
    public void Ranges_narrower_than_the_highest_slot_fill_it()
    {
        HistogramBase histogram = make(1, Hour, 3);
        histogram.RecordValue(8199); // Shares its slot with 8192 to 8198.
        HistogramBucket[] last = [.. histogram.LinearBucketValues(2).TakeLast(4)];
        Assert.That(last.Select(bucket => (bucket.ValueTo, bucket.Count)), Is.EqualTo(((long, long)[])[(8191, 0), (8193, 1), (8195, 0), (8197, 0)]));
    }

    [Test]
    public void Ranges_that_grow_by_a_factor_reach_the_highest_value()
    {
        HistogramBase histogram = make(1, Hour, 3);
        foreach (long value in (long[])[0, 1, 12, 79]) histogram.RecordValue(value);
        Assert.That(histogram.LogarithmicBucketValues(10, 2), Is.EqualTo((HistogramBucket[])
        [
            new(0, 9, 2, 2), new(10, 19, 1, 3), new(20, 39, 0, 3), new(40, 79, 1, 4),
        ]));
    }

    [Test]
    public void Ranges_of_the_largest_values_end()
    {
        HistogramBase histogram = make(1, long.MaxValue, 1);
        histogram.RecordValue(long.MaxValue);
        Assert.That(histogram.LogarithmicBucketValues(1000, 10).Last().Count, Is.EqualTo(1));
        Assert.That(histogram.LinearBucketValues(long.MaxValue / 7).Last().TotalCountToValue, Is.EqualTo(1));
        Assert.That(histogram.LinearBucketValues(long.MaxValue).Sum(bucket => bucket.Count), Is.EqualTo(1));
    }

    [Test]
    public void Nothing_recorded_has_no_ranges()
    {
        Assert.That(make(1, Hour, 3).LinearBucketValues(100), Is.Empty);
        Assert.That(make(1, Hour, 3).LogarithmicBucketValues(100, 2), Is.Empty);
    }

    [Test]
    public void Ranges_that_would_not_grow_are_refused()
    {
        HistogramBase histogram = make(1, Hour, 3);
        Assert.That(() => histogram.LinearBucketValues(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => histogram.LogarithmicBucketValues(0, 2), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => histogram.LogarithmicBucketValues(10, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => histogram.LogarithmicBucketValues(10, double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
