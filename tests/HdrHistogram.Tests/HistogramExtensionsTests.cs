using System.Diagnostics;

namespace HdrHistogram.Tests;

[TestFixtureSource(typeof(HistogramKinds), nameof(HistogramKinds.All))]
internal sealed class HistogramExtensionsTests(HistogramKinds.Constructor make)
{
    private const long Hour = 3_600_000_000_000;

    [Test]
    public void An_empty_histogram_has_figures_of_0()
    {
        HistogramBase histogram = make(1000, Hour, 3);
        Assert.That((histogram.GetMaxValue(), histogram.GetMean(), histogram.GetStdDeviation()), Is.EqualTo((0L, 0.0, 0.0)));
    }

    [Test]
    public void The_maximum_is_the_highest_equivalent_of_the_highest_value()
    {
        HistogramBase histogram = make(1, Hour, 3);
        histogram.RecordValue(10_000);
        histogram.RecordValue(77);
        Assert.That(histogram.GetMaxValue(), Is.EqualTo(10_007));
    }

    [Test]
    public void A_maximum_taken_back_no_longer_counts()
    {
        HistogramBase histogram = make(1, Hour, 3);
        histogram.RecordValue(500);
        histogram.RecordValue(900_000);
        histogram.RecordValueWithCount(900_000, -1);
        Assert.That(histogram.GetMaxValue(), Is.EqualTo(500));
    }

    [Test]
    public void Mean_and_deviation_are_those_of_the_middles_of_slots()
    {
        HistogramBase histogram = make(1, Hour, 3);
        Random random = new(4);
        double[] middles = new double[3000];
        for (int i = 0; i < middles.Length; i++)
        {
            long value = RandomValue.UpTo(Hour, random);
            histogram.RecordValue(value);
            middles[i] = histogram.MedianEquivalentValue(value);
        }

        double mean = middles.Average();
        double deviation = Math.Sqrt(middles.Sum(middle => (middle - mean) * (middle - mean)) / middles.Length);
        Assert.That(histogram.GetMean(), Is.EqualTo(mean).Within(1e-9).Percent);
        Assert.That(histogram.GetStdDeviation(), Is.EqualTo(deviation).Within(1e-9).Percent);
    }

    [Test]
    public void Copying_into_another_replaces_its_counts_and_stamps_and_keeps_its_tag()
    {
        HistogramBase source = make(1, 1_000_000, 3), target = make(1, Hour, 3);
        source.RecordValueWithCount(42, 7);
        (source.StartTimeStamp, source.EndTimeStamp, source.Tag) = (17, 42, "source");
        target.RecordValue(99);
        target.Tag = "target";
        source.CopyInto(target);
        Assert.That((target.TotalCount, target.GetCountAtValue(42), target.GetCountAtValue(99)), Is.EqualTo((7, 7, 0)));
        Assert.That((target.StartTimeStamp, target.EndTimeStamp, target.Tag), Is.EqualTo((17, 42, "target")));
    }

    [Test]
    public void A_duration_is_recorded_in_ticks_of_the_stopwatch()
    {
        HistogramBase histogram = make(1, TimeStamp.Hours(1), 3);
        long start = Stopwatch.GetTimestamp();
        histogram.Record(() => Thread.Sleep(2));
        using (histogram.RecordScope()) Thread.Sleep(2);
        long both = Stopwatch.GetTimestamp() - start;
        Assert.That(histogram.TotalCount, Is.EqualTo(2));
        Assert.That(histogram.LowestEquivalentValue(histogram.GetMaxValue()), Is.LessThanOrEqualTo(both));
        Assert.That(histogram.GetValueAtPercentile(0), Is.GreaterThan(0));
    }

    [Test]
    public void An_action_that_throws_is_not_recorded()
    {
        HistogramBase histogram = make(1, TimeStamp.Hours(1), 3);
        Assert.That(() => histogram.Record(() => throw new TimeoutException()), Throws.TypeOf<TimeoutException>());
        Assert.That(histogram.TotalCount, Is.Zero);
    }
}
