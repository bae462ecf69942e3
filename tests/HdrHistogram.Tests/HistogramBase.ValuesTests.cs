namespace HdrHistogram.Tests;

/// <summary>Equivalent values and percentiles, against plain definitions of them.</summary>
[TestFixtureSource(typeof(HistogramKinds), nameof(HistogramKinds.All))]
internal sealed class HistogramBaseValuesTests(HistogramKinds.Constructor make)
{
    private const long Hour = 3_600_000_000_000;

    [TestCase(1, 0, 0, 1, 0, 0)]
    [TestCase(1, 4, 4, 1, 4, 4)]
    [TestCase(1, 2047, 2047, 1, 2047, 2047)]
    [TestCase(1, 2500, 2500, 2, 2501, 2501)]
    [TestCase(1, 8180, 8180, 4, 8182, 8183)]
    [TestCase(1, 8193, 8192, 8, 8196, 8199)]
    [TestCase(1, 10_007, 10_000, 8, 10_004, 10_007)]
    [TestCase(1, 10_008, 10_008, 8, 10_012, 10_015)]
    [TestCase(1024, 10_007 * 1024, 10_000 * 1024, 8 * 1024, 10_004 * 1024, (10_008 * 1024) - 1)]
    [TestCase(1, 1L << 43, 1L << 43, 1L << 33, (1L << 43) + (1L << 32), (1L << 43) + (1L << 33) - 1)] // Beyond 2^42, where 32 bits end.
    [TestCase(1, long.MaxValue, 9_218_868_437_227_405_312, 1L << 52, 9_218_868_437_227_405_312 + (1L << 51), long.MaxValue)]
    public void A_value_stands_for_its_range(long lowestTracked, long value, long lowest, long size, long median, long highest)
    {
        HistogramBase histogram = make(lowestTracked, Hour, 3);
        long next = highest == long.MaxValue ? highest : highest + 1;
        Assert.Multiple(() =>
        {
            Assert.That(histogram.LowestEquivalentValue(value), Is.EqualTo(lowest));
            Assert.That(histogram.SizeOfEquivalentValueRange(value), Is.EqualTo(size));
            Assert.That(histogram.MedianEquivalentValue(value), Is.EqualTo(median));
            Assert.That(histogram.HighestEquivalentValue(value), Is.EqualTo(highest));
            Assert.That(histogram.NextNonEquivalentValue(value), Is.EqualTo(next));
        });
    }

    [TestCase(1, 0)]
    [TestCase(1, 1)]
    [TestCase(1, 3)]
    [TestCase(1, 5)]
    [TestCase(777, 2)]
    public void Equivalent_values_are_counted_together_and_others_apart(long lowestTracked, int digits)
    {
        HistogramBase histogram = make(lowestTracked, 10_000_000_000, digits);
        Random random = new(digits);
        for (int i = 0; i < 300; i++)
        {
            long value = RandomValue.UpTo(10_000_000_000, random);
            long lowest = histogram.LowestEquivalentValue(value), next = histogram.NextNonEquivalentValue(value);
            histogram.Reset();
            histogram.RecordValue(value);
            Assert.That((histogram.GetCountAtValue(lowest), histogram.GetCountAtValue(next - 1)), Is.EqualTo((1, 1)), $"{value}");
            if (lowest > 0) Assert.That(histogram.GetCountAtValue(lowest - 1), Is.Zero, $"{value}");
            if (next <= 10_000_000_000) Assert.That(histogram.GetCountAtValue(next), Is.Zero, $"{value}");
            if (value >= lowestTracked * histogram.SubBucketCount)
                Assert.That((next - lowest) * Math.Pow(10, digits), Is.LessThanOrEqualTo(value), $"the precision at {value}");
        }
    }

    [Test]
    public void Percentiles_are_those_of_the_sorted_values([Values(1, 2, 3, 10, 999, 5000)] int count)
    {
        Random random = new(count);
        HistogramBase histogram = make(1, Hour, 3);
        long[] values = [.. Enumerable.Range(0, count).Select(_ => RandomValue.UpTo(Hour, random))];
        foreach (long value in values) histogram.RecordValue(value);
        Array.Sort(values);
        foreach (double percentile in (double[])[0.001, 1, 10, 25, 33.3, 49.999, 50, 50.001, 66.6, 75, 90, 99, 99.9, 99.99, 100])
        {
            // The smallest value with at least so many at or below it, in exact arithmetic.
            int rank = (int)Math.Ceiling((decimal)percentile * count / 100);
            Assert.That(
                histogram.GetValueAtPercentile(percentile),
                Is.EqualTo(histogram.HighestEquivalentValue(values[rank - 1])),
                $"{percentile} of {count}");
        }

        Assert.That(histogram.GetValueAtPercentile(0), Is.EqualTo(histogram.LowestEquivalentValue(values[0])));
    }

    [Test]
    public void Percentiles_follow_weights_over_all_slots()
    {
        HistogramBase histogram = make(1, Hour, 3);
        for (long value = 0; value < 4_000_000_000_000; value = histogram.NextNonEquivalentValue(value)) histogram.RecordValue(value);
        long slots = histogram.TotalCount;
        for (int percent = 1; percent <= 100; percent++)
        {
            long rank = ((slots * percent) + 99) / 100;
            HistogramBase below = make(1, Hour, 3);
            long answer = histogram.GetValueAtPercentile(percent);
            long counted = 0;
            for (long value = 0; value <= answer; value = histogram.NextNonEquivalentValue(value)) counted++;
            Assert.That(counted, Is.EqualTo(rank), $"{percent}");
            if (percent > 3 && percent < 97) percent += 9;
        }
    }

    [TestCase(-5, 1000)]
    [TestCase(double.NegativeInfinity, 1000)]
    [TestCase(101, 3_000_001)]
    [TestCase(double.PositiveInfinity, 3_000_001)]
    public void A_percentile_outside_0_to_100_is_the_nearer_end(double percentile, long value)
    {
        HistogramBase histogram = make(1, Hour, 3);
        histogram.RecordValue(1000);
        histogram.RecordValue(3_000_001);
        long expected = percentile < 0 ? value : histogram.HighestEquivalentValue(value);
        Assert.That(histogram.GetValueAtPercentile(percentile), Is.EqualTo(expected));
    }

    [Test]
    public void A_percentile_that_is_no_number_is_refused()
        => Assert.That(() => make(1, Hour, 3).GetValueAtPercentile(double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void An_empty_histogram_has_0_at_every_percentile([Values(0, 50, 100)] double percentile)
        => Assert.That(make(1000, Hour, 3).GetValueAtPercentile(percentile), Is.Zero);

    [Test]
    public void One_value_is_every_percentile([Values(0.1, 50, 99.9, 100)] double percentile)
    {
        HistogramBase histogram = make(1, Hour, 3);
        histogram.RecordValue(123_456_789);
        Assert.That(histogram.GetValueAtPercentile(percentile), Is.EqualTo(histogram.HighestEquivalentValue(123_456_789)));
    }

    [Test]
    public void The_share_of_a_thousand_asks_for_no_value_too_many()
    {
        // 99.9 as a binary number is a little more than 99.9: taken so, 999 of 1000 would not suffice.
        HistogramBase histogram = make(1, Hour, 3);
        histogram.RecordValueWithCount(10, 999);
        histogram.RecordValue(1_000_000);
        Assert.That(histogram.GetValueAtPercentile(99.9), Is.EqualTo(10));
    }
}
