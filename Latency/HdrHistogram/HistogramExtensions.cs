using HdrHistogram.Slots;

namespace HdrHistogram;

/// <summary>Figures of a histogram, its listing by percentile, and timing of code.</summary>
public static partial class HistogramExtensions
{
    /// <summary>Highest equivalent of the highest recorded value, 0 when there is none.</summary>
    /// <param name="histogram">the histogram</param>
    public static long GetMaxValue(this HistogramBase histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        int slot = histogram.HighestRecordedSlot();
        return slot < 0 ? 0 : histogram.HighestEquivalent(histogram.Layout.ValueOf(slot));
    }

    /// <summary>Mean of the recorded values, each taken as the middle of its slot; 0 when there is none.</summary>
    /// <param name="histogram">the histogram</param>
    public static double GetMean(this HistogramBase histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        double sum = 0;
        long total = 0;
        Span<long> scratch = stackalloc long[HistogramBase.ScratchLength];
        for (SlotRuns runs = new(histogram); runs.MoveUp(scratch, out ReadOnlySpan<long> counts, out int firstSlot);)
        {
            for (int i = 0; i < counts.Length; i++)
            {
                if (counts[i] == 0) continue;
                sum += MiddleOf(histogram, firstSlot + i) * counts[i];
                total += counts[i];
            }
        }

        return total == 0 ? 0 : sum / total;
    }

    /// <summary>Standard deviation (of the population) of the recorded values, each taken as the middle of its slot; 0 when there is none.</summary>
    /// <param name="histogram">the histogram</param>
    public static double GetStdDeviation(this HistogramBase histogram)
    {
        double mean = GetMean(histogram);
        double sum = 0;
        long total = 0;
        Span<long> scratch = stackalloc long[HistogramBase.ScratchLength];
        for (SlotRuns runs = new(histogram); runs.MoveUp(scratch, out ReadOnlySpan<long> counts, out int firstSlot);)
        {
            for (int i = 0; i < counts.Length; i++)
            {
                if (counts[i] == 0) continue;
                double deviation = MiddleOf(histogram, firstSlot + i) - mean;
                sum += deviation * deviation * counts[i];
                total += counts[i];
            }
        }

        return total == 0 ? 0 : Math.Sqrt(sum / total);
    }

    /// <summary>Highest of the values equivalent to a value.</summary>
    /// <param name="histogram">the histogram</param>
    /// <param name="value">the value, 0 or more</param>
    public static long HighestEquivalentValue(this HistogramBase histogram, long value)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        return histogram.HighestEquivalent(value);
    }

    /// <summary>Replaces the counts and time stamps of another histogram by those of this one.</summary>
    /// <param name="source">the histogram to copy</param>
    /// <param name="targetHistogram">the histogram to overwrite; its instance id and tag stay</param>
    /// <exception cref="ArgumentOutOfRangeException">the source covers larger values than the target, which is then empty</exception>
    public static void CopyInto(this HistogramBase source, HistogramBase targetHistogram)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(targetHistogram);
        targetHistogram.Reset();
        targetHistogram.Add(source);
        targetHistogram.StartTimeStamp = source.StartTimeStamp;
        targetHistogram.EndTimeStamp = source.EndTimeStamp;
    }

    private static double MiddleOf(HistogramBase histogram, int slot) => histogram.MedianEquivalentValue(histogram.Layout.ValueOf(slot));
}
