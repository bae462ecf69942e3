using HdrHistogram.Iteration;

namespace HdrHistogram.Analysis;

public static partial class HistogramAnalysis
{
    /// <summary>Divides the values into ranges of one width, from 0 to the highest recorded value. None when nothing was recorded.</summary>
    /// <param name="histogram">the histogram, not recorded into meanwhile</param>
    /// <param name="valueUnitsPerBucket">width of a range, 1 or more</param>
    /// <exception cref="ArgumentOutOfRangeException">the width is less than 1</exception>
    public static IEnumerable<HistogramBucket> LinearBucketValues(this HistogramBase histogram, long valueUnitsPerBucket)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        ArgumentOutOfRangeException.ThrowIfLessThan(valueUnitsPerBucket, 1);
        return Linear(histogram, valueUnitsPerBucket);
    }

    /// <summary>Divides the values into ranges whose upper ends grow by a factor, to the highest recorded value. None when nothing was recorded.</summary>
    /// <param name="histogram">the histogram, not recorded into meanwhile</param>
    /// <param name="valueUnitsInFirstBucket">width of the first range, 1 or more</param>
    /// <param name="logBase">the factor, more than 1</param>
    /// <exception cref="ArgumentOutOfRangeException">the width is less than 1 or the factor not more than 1</exception>
    public static IEnumerable<HistogramBucket> LogarithmicBucketValues(this HistogramBase histogram, long valueUnitsInFirstBucket, double logBase)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        ArgumentOutOfRangeException.ThrowIfLessThan(valueUnitsInFirstBucket, 1);
        if (!(logBase > 1)) throw new ArgumentOutOfRangeException(nameof(logBase), logBase, "The factor is more than 1.");
        return Logarithmic(histogram, valueUnitsInFirstBucket, logBase);
    }

    private static IEnumerable<HistogramBucket> Linear(HistogramBase histogram, long width)
    {
        using IEnumerator<HistogramIterationValue> recorded = histogram.RecordedValues().GetEnumerator();
        bool hasMore = recorded.MoveNext();
        if (!hasMore) yield break;
        HistogramBucket bucket = new(0, -1, 0, 0);
        long valueTo = width - 1;
        do
        {
            bucket = Next(histogram, recorded, ref hasMore, bucket, valueTo);
            yield return bucket;
            valueTo = valueTo > long.MaxValue - width ? long.MaxValue : valueTo + width;
        }
        while (hasMore || valueTo < histogram.HighestEquivalentValue(bucket.ValueTo)); // The highest slot may hold several ranges.
    }

    private static IEnumerable<HistogramBucket> Logarithmic(HistogramBase histogram, double end, double factor)
    {
        using IEnumerator<HistogramIterationValue> recorded = histogram.RecordedValues().GetEnumerator();
        bool hasMore = recorded.MoveNext();
        if (!hasMore) yield break;
        HistogramBucket bucket = new(0, -1, 0, 0);
        do
        {
            bucket = Next(histogram, recorded, ref hasMore, bucket, (long)end - 1);
            yield return bucket;
            end *= factor;
        }
        while (hasMore || (end < long.MaxValue && histogram.LowestEquivalentValue((long)end) <= histogram.HighestEquivalentValue(bucket.ValueTo)));
    }

    /// <summary>The range up to <paramref name="valueTo"/>, which takes the recorded values up to the slot of that.</summary>
    private static HistogramBucket Next(
        HistogramBase histogram,
        IEnumerator<HistogramIterationValue> recorded,
        ref bool hasMore,
        HistogramBucket before,
        long valueTo)
    {
        long highest = histogram.HighestEquivalentValue(valueTo);
        long count = 0;
        while (hasMore && recorded.Current.ValueIteratedTo <= highest)
        {
            count += recorded.Current.CountAtValueIteratedTo;
            hasMore = recorded.MoveNext();
        }

        return new HistogramBucket(before.ValueTo + 1, valueTo, count, before.TotalCountToValue + count);
    }
}
