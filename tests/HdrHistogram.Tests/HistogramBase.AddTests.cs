namespace HdrHistogram.Tests;

/// <summary>Adding histograms of every kind, width and precision to each other.</summary>
[TestFixtureSource(typeof(HistogramKinds), nameof(HistogramKinds.All))]
internal sealed class HistogramBaseAddTests(HistogramKinds.Constructor make)
{
    private static readonly HistogramKinds.Constructor[] Sources =
        [HistogramKinds.Short, HistogramKinds.Int, HistogramKinds.Long, HistogramKinds.IntConcurrent, HistogramKinds.LongConcurrent];

    [TestCaseSource(nameof(Sources))]
    public void Counts_of_equal_slots_are_summed(HistogramKinds.Constructor makeSource)
    {
        HistogramBase target = make(1, 1_000_000, 3);
        HistogramBase source = makeSource(1, 1_000_000, 3);
        for (int i = 0; i < 20_000; i++) target.RecordValue(i % 700);
        for (int i = 0; i < 9_000; i++) source.RecordValue(500 + (i % 900));
        target.Add(source);
        Assert.Multiple(() =>
        {
            Assert.That(target.TotalCount, Is.EqualTo(29_000));
            Assert.That(target.GetCountAtValue(499), Is.EqualTo(28));
            Assert.That(target.GetCountAtValue(500), Is.EqualTo(28 + 10));
            Assert.That(target.GetCountAtValue(1399), Is.EqualTo(10));
            Assert.That((source.TotalCount, target.GetMaxValue()), Is.EqualTo((9_000, 1399)));
        });
    }

    [TestCaseSource(nameof(Sources))]
    public void A_histogram_of_fewer_buckets_is_added_slot_by_slot(HistogramKinds.Constructor makeSource)
    {
        HistogramBase target = make(1, 1_000_000_000, 3);
        HistogramBase source = makeSource(1, 5_000, 3);
        for (long value = 0; value <= 5_000; value++) source.RecordValue(value);
        target.Add(source);
        Assert.That(target.RecordedValues().Select(step => (step.ValueIteratedTo, step.CountAtValueIteratedTo)),
            Is.EqualTo(source.RecordedValues().Select(step => (step.ValueIteratedTo, step.CountAtValueIteratedTo))));
    }

    [TestCase(1, 4)]
    [TestCase(1, 2)]
    [TestCase(1000, 3)]
    public void Another_precision_is_added_value_by_value(long lowest, int digits)
    {
        HistogramBase target = make(1, 1_000_000, 3);
        HistogramBase source = make(lowest, 1_000_000, digits);
        foreach (long value in (long[])[0, 3, 9_999, 500_000, 1_000_000]) source.RecordValueWithCount(value, 2);
        HistogramBase expected = make(1, 1_000_000, 3);
        foreach (long value in (long[])[0, 3, 9_999, 500_000, 1_000_000]) expected.RecordValueWithCount(source.LowestEquivalentValue(value), 2);
        target.Add(source);
        Assert.That(target.RecordedValues().Select(step => (step.ValueIteratedTo, step.CountAtValueIteratedTo)),
            Is.EqualTo(expected.RecordedValues().Select(step => (step.ValueIteratedTo, step.CountAtValueIteratedTo))));
    }

    [Test]
    public void A_wider_histogram_is_refused_and_nothing_added()
    {
        HistogramBase target = make(1, 1_000_000, 3);
        HistogramBase wider = make(1, 1_000_001, 3);
        wider.RecordValue(5);
        Assert.That(() => target.Add(wider), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(target.TotalCount, Is.Zero);
    }

    [Test]
    public void Adding_an_empty_histogram_changes_nothing()
    {
        HistogramBase target = make(1, 1_000_000, 3);
        target.RecordValue(9);
        target.Add(make(1, 1_000_000, 3));
        Assert.That((target.TotalCount, target.GetMaxValue(), target.GetCountAtValue(9)), Is.EqualTo((1, 9, 1)));
    }

    [Test]
    public void A_histogram_added_to_itself_doubles()
    {
        HistogramBase target = make(1, 1_000_000, 3);
        for (int i = 0; i < 3000; i++) target.RecordValue(i * 11);
        target.Add(target);
        Assert.That((target.TotalCount, target.GetCountAtValue(11)), Is.EqualTo((6000, 2)));
    }
}
