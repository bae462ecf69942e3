namespace HdrHistogram.Tests;

/// <summary>The kinds of histogram, for tests of what they have in common.</summary>
internal static class HistogramKinds
{
    internal delegate HistogramBase Constructor(long lowest, long highest, int digits);

    public static readonly Constructor Short = (lowest, highest, digits) => new ShortHistogram(lowest, highest, digits);
    public static readonly Constructor Int = (lowest, highest, digits) => new IntHistogram(lowest, highest, digits);
    public static readonly Constructor Long = (lowest, highest, digits) => new LongHistogram(lowest, highest, digits);
    public static readonly Constructor IntConcurrent = (lowest, highest, digits) => new IntConcurrentHistogram(lowest, highest, digits);
    public static readonly Constructor LongConcurrent = (lowest, highest, digits) => new LongConcurrentHistogram(lowest, highest, digits);

    public static IEnumerable<TestFixtureData> All()
    {
        yield return new TestFixtureData(Short).SetArgDisplayNames("Short");
        yield return new TestFixtureData(Int).SetArgDisplayNames("Int");
        yield return new TestFixtureData(Long).SetArgDisplayNames("Long");
        yield return new TestFixtureData(IntConcurrent).SetArgDisplayNames("IntConcurrent");
        yield return new TestFixtureData(LongConcurrent).SetArgDisplayNames("LongConcurrent");
    }
}
