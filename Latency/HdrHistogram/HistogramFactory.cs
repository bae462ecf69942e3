namespace HdrHistogram;

/// <summary>
/// Describes a histogram step by step, then makes it or a recorder of such: word size first, then range and precision, then threads.
/// Unless told otherwise it covers 1 to ten minutes of <see cref="System.Diagnostics.Stopwatch"/> ticks with 3 digits.
/// </summary>
public abstract partial class HistogramFactory
{
    private HistogramFactory()
    {
    }

    /// <summary>Smallest value told from 0.</summary>
    protected long LowestTrackableValue { get; set; } = 1;

    /// <summary>Largest value to cover.</summary>
    protected long HighestTrackableValue { get; set; } = TimeStamp.Minutes(10);

    /// <summary>Decimal digits that stay distinct, 0 to 5.</summary>
    protected int NumberOfSignificantValueDigits { get; set; } = 3;

    /// <summary>Histograms of 64-bit counts.</summary>
    public static HistogramFactory With64BitBucketSize() => new Plain(
        (id, lowest, highest, digits) => new LongHistogram(id, lowest, highest, digits),
        (id, lowest, highest, digits) => new LongConcurrentHistogram(id, lowest, highest, digits));

    /// <summary>Histograms of 32-bit counts.</summary>
    public static HistogramFactory With32BitBucketSize() => new Plain(
        (id, lowest, highest, digits) => new IntHistogram(id, lowest, highest, digits),
        (id, lowest, highest, digits) => new IntConcurrentHistogram(id, lowest, highest, digits));

    /// <summary>Histograms of 16-bit counts.</summary>
    public static HistogramFactory With16BitBucketSize()
        => new Plain((id, lowest, highest, digits) => new ShortHistogram(id, lowest, highest, digits), concurrent: null);

    /// <summary>The same, for any number of recording threads.</summary>
    /// <exception cref="NotSupportedException">the counts are of 16 bits, which no processor adds to atomically</exception>
    public abstract HistogramFactory WithThreadSafeWrites();

    /// <summary>The same, taken by a reader at intervals while recording goes on.</summary>
    public abstract RecorderFactory WithThreadSafeReads();

    /// <summary>Makes a histogram with limits of its own.</summary>
    /// <param name="lowestDiscernibleValue">smallest value told from 0, 1 or more</param>
    /// <param name="highestTrackableValue">largest value to cover, at least twice <paramref name="lowestDiscernibleValue"/></param>
    /// <param name="numberOfSignificantValueDigits">decimal digits that stay distinct, 0 to 5</param>
    /// <exception cref="ArgumentException">a limit above is not kept</exception>
    public abstract HistogramBase Create(long lowestDiscernibleValue, long highestTrackableValue, int numberOfSignificantValueDigits);

    /// <summary>Makes a histogram with limits and an instance id of its own.</summary>
    /// <param name="instanceId">who made it</param>
    /// <param name="lowestDiscernibleValue">smallest value told from 0, 1 or more</param>
    /// <param name="highestTrackableValue">largest value to cover, at least twice <paramref name="lowestDiscernibleValue"/></param>
    /// <param name="numberOfSignificantValueDigits">decimal digits that stay distinct, 0 to 5</param>
    /// <exception cref="ArgumentException">a limit above is not kept</exception>
    public abstract HistogramBase Create(
        long instanceId,
        long lowestDiscernibleValue,
        long highestTrackableValue,
        int numberOfSignificantValueDigits);

    /// <summary>Sets the smallest value told from 0.</summary>
    /// <param name="lowestDiscernibleValue">1 or more</param>
    /// <returns>this factory</returns>
    public HistogramFactory WithValuesFrom(long lowestDiscernibleValue)
    {
        LowestTrackableValue = lowestDiscernibleValue;
        return this;
    }

    /// <summary>Sets the largest value to cover.</summary>
    /// <param name="highestTrackableValue">at least twice the smallest</param>
    /// <returns>this factory</returns>
    public HistogramFactory WithValuesUpTo(long highestTrackableValue)
    {
        HighestTrackableValue = highestTrackableValue;
        return this;
    }

    /// <summary>Sets the precision.</summary>
    /// <param name="numberOfSignificantValueDigits">decimal digits that stay distinct, 0 to 5</param>
    /// <returns>this factory</returns>
    public HistogramFactory WithPrecisionOf(int numberOfSignificantValueDigits)
    {
        NumberOfSignificantValueDigits = numberOfSignificantValueDigits;
        return this;
    }

    /// <summary>Makes the histogram described.</summary>
    /// <exception cref="ArgumentException">the limits do not fit each other</exception>
    public HistogramBase Create() => Create(LowestTrackableValue, HighestTrackableValue, NumberOfSignificantValueDigits);
}
