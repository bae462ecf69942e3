using FeedHandler.Latency.Histograms;

namespace FeedHandler.Host.Reports.Pictures;

/// <summary>Percentiles as a curve: each further nine takes as much room as the one before.</summary>
internal static class PercentileCurve
{
    private const int StepsPerNine = 24;
    private const double NinesMax = 5;

    /// <summary>Where the nines stand on the axis, up to as many as the durations of a series bear out.</summary>
    /// <param name="count">How many durations the largest series has.</param>
    public static IReadOnlyList<(double X, string Text)> Ticks(long count)
    {
        string[] names = ["0 %", "90 %", "99 %", "99.9 %", "99.99 %", "99.999 %"];
        return [.. Enumerable.Range(0, 1 + Math.Max(1, (int)Math.Ceiling(NinesOf(count)))).Select(nines => ((double)nines, names[nines]))];
    }

    /// <summary>The curve of a histogram, as far as it has durations for: p99 needs a hundred.</summary>
    /// <param name="histogram">What was counted.</param>
    public static IReadOnlyList<(double X, double Ns)> Of(DurationHistogram histogram)
    {
        if (histogram.TotalCount == 0) return [];
        int steps = (int)(NinesOf(histogram.TotalCount) * StepsPerNine);
        return [.. Enumerable.Range(0, steps + 1).Select(step => (double)step / StepsPerNine)
            .Select(nines => (nines, (double)histogram.PercentileNs(100 * (1 - Math.Pow(10, -nines)))))];
    }

    private static double NinesOf(long count) => Math.Clamp(Math.Log10(Math.Max(1, count)), 0, NinesMax);
}
