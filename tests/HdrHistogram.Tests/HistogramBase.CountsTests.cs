namespace HdrHistogram.Tests;

/// <summary>Counts that outgrow their words.</summary>
[TestFixtureSource(typeof(HistogramKinds), nameof(HistogramKinds.All))]
internal sealed class HistogramBaseCountsTests(HistogramKinds.Constructor make)
{
    [Test]
    public void A_count_within_its_word_has_not_overflowed()
    {
        HistogramBase histogram = make(1, 1_000_000, 2);
        Assert.That(histogram.HasOverflowed(), Is.False);
        histogram.RecordValueWithCount(4, short.MaxValue);
        histogram.RecordValueWithCount(4000, short.MaxValue);
        Assert.That(histogram.HasOverflowed(), Is.False);
    }

    [Test]
    public void A_count_that_outgrew_its_word_is_told_and_listed_as_such()
    {
        HistogramBase histogram = make(1, 1_000_000, 2);
        histogram.RecordValueWithCount(4, long.MaxValue);
        histogram.RecordValueWithCount(4096, long.MaxValue);
        Assert.That(histogram.HasOverflowed(), Is.True);
        Assert.That(() => histogram.GetValueAtPercentile(50), Throws.Nothing);
    }

    [Test]
    public void A_count_one_beyond_its_word_is_told()
    {
        long largest = make(1, 100, 1) switch { ShortHistogram => short.MaxValue, IntHistogram or IntConcurrentHistogram => int.MaxValue, _ => long.MaxValue };
        HistogramBase histogram = make(1, 1_000_000, 2);
        histogram.RecordValueWithCount(4, largest);
        Assert.That(histogram.HasOverflowed(), Is.False);
        histogram.RecordValue(4);
        Assert.That(histogram.HasOverflowed(), Is.True);
    }
}
