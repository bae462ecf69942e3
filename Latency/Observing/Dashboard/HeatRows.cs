using FeedHandler.Latency.Histograms;

namespace FeedHandler.Observing;

/// <summary>
/// The rows of a heat map of latency: two to an octave, from 32 ns on, so that a nanosecond and a second are on one picture and a row is 41 % wide at most.
/// </summary>
internal static class HeatRows
{
    /// <summary>How many rows there are; what is below the first or above the last is counted in it.</summary>
    public const int Count = 50;

    private const int FirstPower = 5;

    private static readonly long[] Froms = [.. Enumerable.Range(0, Count).Select(FromNs)];

    /// <summary>The lower end of a row, in nanoseconds.</summary>
    /// <param name="row">The row.</param>
    public static long FromNs(int row)
    {
        long octave = 1L << (FirstPower + (row / 2));
        return row % 2 == 0 ? octave : octave + (octave / 2);
    }

    /// <summary>Counts the durations of each row.</summary>
    /// <param name="histogram">The durations, which nobody writes to meanwhile.</param>
    /// <param name="counts">Takes a count for each row.</param>
    public static void Fill(DurationHistogram histogram, Span<long> counts) => histogram.CountByRow(Froms, counts);
}
