namespace HdrHistogram.Tests;

[TestFixture]
internal sealed class HistogramFactoryTests
{
    private static readonly object[] Kinds =
    [
        new object[] { (Func<HistogramFactory>)HistogramFactory.With16BitBucketSize, typeof(ShortHistogram) },
        new object[] { (Func<HistogramFactory>)HistogramFactory.With32BitBucketSize, typeof(IntHistogram) },
        new object[] { (Func<HistogramFactory>)HistogramFactory.With64BitBucketSize, typeof(LongHistogram) },
        new object[] { () => HistogramFactory.With32BitBucketSize().WithThreadSafeWrites(), typeof(IntConcurrentHistogram) },
        new object[] { () => HistogramFactory.With64BitBucketSize().WithThreadSafeWrites(), typeof(LongConcurrentHistogram) },
        new object[] { () => HistogramFactory.With64BitBucketSize().WithThreadSafeWrites().WithThreadSafeWrites(), typeof(LongConcurrentHistogram) },
    ];

    [TestCaseSource(nameof(Kinds))]
    public void The_word_size_and_threads_decide_the_kind(Func<HistogramFactory> start, Type kind)
    {
        HistogramBase plain = start().Create();
        Assert.Multiple(() =>
        {
            Assert.That(plain, Is.TypeOf(kind));
            Assert.That((plain.LowestTrackableValue, plain.HighestTrackableValue), Is.EqualTo((1, TimeStamp.Minutes(10))));
            Assert.That(plain.NumberOfSignificantValueDigits, Is.EqualTo(3));
            Assert.That(plain.InstanceId, Is.Negative);
            Assert.That(Limits(start().Create(10, 10_000, 2)), Is.EqualTo((10, 10_000, 2)));
            Assert.That(start().Create(77, 10, 10_000, 2).InstanceId, Is.EqualTo(77));
        });
    }

    [TestCaseSource(nameof(Kinds))]
    public void Limits_reach_the_histogram_and_the_histograms_of_a_recorder(Func<HistogramFactory> start, Type kind)
    {
        HistogramFactory factory = start().WithValuesFrom(1000).WithValuesUpTo(100_000).WithPrecisionOf(5);
        HistogramBase interval = factory.WithThreadSafeReads().Create().GetIntervalHistogram();
        Assert.That(Limits(factory.Create()), Is.EqualTo((1000, 100_000, 5)));
        Assert.That(Limits(interval), Is.EqualTo((1000, 100_000, 5)));
        Assert.That(interval, Is.TypeOf(kind));
    }

    [Test]
    public void Limits_set_before_the_threads_are_kept()
        => Assert.That(Limits(HistogramFactory.With64BitBucketSize().WithValuesFrom(5).WithValuesUpTo(99).WithPrecisionOf(1).WithThreadSafeWrites().Create()),
            Is.EqualTo((5, 99, 1)));

    [Test]
    public void Counts_of_16_bits_are_not_for_several_threads()
        => Assert.That(() => HistogramFactory.With16BitBucketSize().WithThreadSafeWrites(), Throws.TypeOf<NotSupportedException>());

    private static (long Lowest, long Highest, int Digits) Limits(HistogramBase histogram)
        => (histogram.LowestTrackableValue, histogram.HighestTrackableValue, histogram.NumberOfSignificantValueDigits);
}
