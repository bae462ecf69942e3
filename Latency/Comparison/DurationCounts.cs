using FeedHandler.Latency.Export;
using FeedHandler.Latency.Histograms;

namespace FeedHandler.Latency.Comparison;

/// <summary>The counts of a histogram without its empty slots: a hundredth of its memory, to keep many.</summary>
public sealed class DurationCounts
{
    private DurationCounts(List<(long LowestNs, long HighestNs, long Count)> slots) => Slots = slots;

    internal List<(long LowestNs, long HighestNs, long Count)> Slots { get; }

    /// <summary>Copies what a histogram counted.</summary>
    /// <param name="histogram">The histogram.</param>
    public static DurationCounts Of(DurationHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        return new DurationCounts([.. histogram.Counts()]);
    }

    /// <summary>Adds two up.</summary>
    /// <param name="first">The one.</param>
    /// <param name="second">The other.</param>
    public static DurationCounts Sum(DurationCounts first, DurationCounts second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return new DurationCounts([.. first.Slots.Concat(second.Slots).GroupBy(static slot => (slot.LowestNs, slot.HighestNs)).OrderBy(static slot => slot.Key)
            .Select(static slot => (slot.Key.LowestNs, slot.Key.HighestNs, slot.Sum(static one => one.Count)))]);
    }
}

/// <summary>What is compared of two sides: the mean and the percentiles that reports show.</summary>
internal static class Measures
{
    /// <summary>Their names: mean, p50 to p9999.</summary>
    internal static IReadOnlyList<string> Names { get; } = ["mean", .. LatencySummary.PercentileNames];

    /// <summary>Takes them of counts, in nanoseconds; all 0 where there are none.</summary>
    /// <param name="slots">The lowest and the highest duration of each slot, ascending.</param>
    /// <param name="counts">How many there are in each.</param>
    internal static double[] Of(ReadOnlySpan<(long LowestNs, long HighestNs)> slots, ReadOnlySpan<long> counts)
    {
        double[] values = new double[Names.Count];
        long total = 0;
        foreach (long count in counts) total += count;
        if (total == 0) return values;
        long seen = 0;
        int next = 0;
        for (int slot = 0; slot < counts.Length; slot++)
        {
            seen += counts[slot];
            values[0] += (double)counts[slot] / total * ((slots[slot].LowestNs + slots[slot].HighestNs + 1) >> 1);
            for (; next < LatencyPercentiles.All.Count && seen >= DurationHistogram.RankOf(LatencyPercentiles.All[next].Percent, total); next++)
                values[next + 1] = slots[slot].HighestNs;
        }

        return values;
    }
}
