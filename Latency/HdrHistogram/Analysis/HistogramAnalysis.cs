using HdrHistogram.Iteration;

namespace HdrHistogram.Analysis;

/// <summary>
/// What the surface of the package has no member for. All of it is written on that surface, so that it serves histograms of the package
/// as well as these.
/// </summary>
public static partial class HistogramAnalysis
{
    /// <summary>Lowest equivalent of the lowest recorded value, 0 when there is none.</summary>
    /// <param name="histogram">the histogram</param>
    public static long GetMinValue(this HistogramBase histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        return histogram.TotalCount == 0 ? 0 : histogram.LowestEquivalentValue(histogram.GetValueAtPercentile(0));
    }

    /// <summary>Share, in percent, of recorded values at or below a value or equivalent to it; 100 when there is none.</summary>
    /// <param name="histogram">the histogram, not recorded into meanwhile</param>
    /// <param name="value">the value, 0 or more</param>
    public static double GetPercentileAtOrBelowValue(this HistogramBase histogram, long value)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        if (histogram.TotalCount == 0) return 100;
        long highest = histogram.HighestEquivalentValue(value);
        long count = 0;
        foreach (HistogramIterationValue step in histogram.RecordedValues())
        {
            if (step.ValueIteratedTo > highest) break;
            count = step.TotalCountToThisValue;
        }

        return 100.0 * count / histogram.TotalCount;
    }

    /// <summary>
    /// A copy in which each value above the interval is joined by those that a stalled sampler could not take: value - interval,
    /// value - 2 intervals and so on, down to one interval. Not for values that were recorded with an expected interval already.
    /// </summary>
    /// <param name="histogram">the histogram, not recorded into meanwhile</param>
    /// <param name="expectedIntervalBetweenValueSamples">the planned time between samples, in the unit of the values; 0 or less corrects nothing</param>
    public static HistogramBase CopyCorrectedForCoordinatedOmission(this HistogramBase histogram, long expectedIntervalBetweenValueSamples)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        HistogramBase corrected = histogram.Copy();
        if (expectedIntervalBetweenValueSamples <= 0) return corrected;
        foreach (HistogramIterationValue step in histogram.RecordedValues())
        {
            for (long missing = step.ValueIteratedTo - expectedIntervalBetweenValueSamples;
                 missing >= expectedIntervalBetweenValueSamples;
                 missing -= expectedIntervalBetweenValueSamples)
            {
                corrected.RecordValueWithCount(missing, step.CountAtValueIteratedTo);
            }
        }

        return corrected;
    }
}
