using System.Numerics;

namespace FeedHandler.Latency.Comparison;

/// <summary>
/// What one side measured of one series, as what is drawn from it again and again: its runs, where there are several, else the intervals of its one run in
/// at most 32 blocks of neighbours. How far measures spread from run to run is what a change is judged by.
/// </summary>
public sealed class LatencySamples
{
    private const int BlockCountMax = 32;
    private readonly (long LowestNs, long HighestNs)[] _slots;
    private readonly long[][] _counts;
    private readonly double[][] _values;

    private LatencySamples(IReadOnlyList<DurationCounts> parts, bool isOfRuns)
    {
        IsOfRuns = isOfRuns;
        _slots = [.. parts.SelectMany(static part => part.Slots).Select(static slot => (slot.LowestNs, slot.HighestNs)).Distinct().Order()];
        _counts = [.. parts.Select(Spread)];
        _values = [.. _counts.Select(counts => Measures.Of(_slots, counts))];
    }

    /// <summary>Whether it is drawn from runs, and not from the intervals of one.</summary>
    public bool IsOfRuns { get; }

    /// <summary>How many runs, or blocks of intervals, there are to draw from.</summary>
    public int Count => _counts.Length;

    /// <summary>Several runs.</summary>
    /// <param name="runs">All that each has counted.</param>
    public static LatencySamples OfRuns(IReadOnlyList<DurationCounts> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return new LatencySamples(runs, isOfRuns: true);
    }

    /// <summary>One run.</summary>
    /// <param name="intervals">What each of its intervals has counted, in their order.</param>
    public static LatencySamples OfIntervals(IReadOnlyList<DurationCounts> intervals)
    {
        ArgumentNullException.ThrowIfNull(intervals);
        while (intervals.Count > BlockCountMax) intervals = Halve(intervals);
        return new LatencySamples(intervals, isOfRuns: false);
    }

    /// <summary>Adds neighbours up, so that half as many are left.</summary>
    /// <param name="intervals">In their order.</param>
    public static IReadOnlyList<DurationCounts> Halve(IReadOnlyList<DurationCounts> intervals) =>
        [.. intervals.Chunk(2).Select(static pair => pair.Length == 2 ? DurationCounts.Sum(pair[0], pair[1]) : pair[0])];

    /// <summary>The measures as they are: the medians over the runs, or those of the one run.</summary>
    internal double[] Measure() => Measure([.. Enumerable.Range(0, Count)]);

    /// <summary>The measures of as many drawn at random, some of them again and some not at all.</summary>
    internal double[] Draw(Random random)
    {
        int[] drawn = new int[Count];
        for (int i = 0; i < drawn.Length; i++) drawn[i] = random.Next(Count);
        return Measure(drawn);
    }

    private double[] Measure(int[] drawn) => IsOfRuns
        ? [.. Enumerable.Range(0, Measures.Names.Count).Select(measure => Median([.. drawn.Select(run => _values[run][measure])]))]
        : Measures.Of(_slots, SumOf(drawn));

    /// <summary>The median of values, which are sorted for it.</summary>
    internal static double Median(double[] values)
    {
        Array.Sort(values);
        int middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    // The bulk of the work: thousands of draws of dozens of blocks of thousands of slots.
    private long[] SumOf(int[] drawn)
    {
        long[] sum = new long[_slots.Length];
        foreach (int part in drawn)
        {
            ReadOnlySpan<long> counts = _counts[part];
            int slot = 0;
            for (; slot <= sum.Length - Vector<long>.Count; slot += Vector<long>.Count)
                (new Vector<long>(sum, slot) + new Vector<long>(counts[slot..])).CopyTo(sum, slot);
            for (; slot < sum.Length; slot++) sum[slot] += counts[slot];
        }

        return sum;
    }

    private long[] Spread(DurationCounts part)
    {
        long[] counts = new long[_slots.Length];
        foreach ((long lowestNs, long highestNs, long count) in part.Slots) counts[Array.BinarySearch(_slots, (lowestNs, highestNs))] += count;
        return counts;
    }
}
