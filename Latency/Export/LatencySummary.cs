using System.Text.Json;
using FeedHandler.Latency.Histograms;

namespace FeedHandler.Latency.Export;

/// <summary>What is told of a histogram in one line, in nanoseconds. Percentiles and the maximum are the upper ends of their slots.</summary>
/// <param name="Count">How many durations there are.</param>
/// <param name="MeanNs">The arithmetic mean.</param>
/// <param name="MinNs">The shortest.</param>
/// <param name="PercentilesNs">The percentiles of <see cref="PercentileNames"/>.</param>
/// <param name="MaxNs">The longest.</param>
/// <param name="DeviationNs">The standard deviation.</param>
public sealed record LatencySummary(long Count, double MeanNs, long MinNs, IReadOnlyList<long> PercentilesNs, long MaxNs, double DeviationNs)
{
    /// <summary>The percentiles as JSON and files name them, ascending: p50 to p9999.</summary>
    public static IReadOnlyList<string> PercentileNames { get; } = [.. LatencyPercentiles.All.Select(static percentile => percentile.Name)];

    /// <summary>Reads a histogram.</summary>
    /// <param name="histogram">What was counted; nobody writes to it meanwhile.</param>
    public static LatencySummary Of(DurationHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        (double mean, double deviation) = histogram.Moments();
        long[] percentiles = [.. LatencyPercentiles.All.Select(percentile => histogram.PercentileNs(percentile.Percent))];
        return new LatencySummary(histogram.TotalCount, mean, histogram.MinNs, percentiles, histogram.MaxNs, deviation);
    }

    /// <summary>Writes `count`, `mean`, `min`, the percentiles, `max` and `deviation` into the object that is being written.</summary>
    /// <param name="writer">A writer inside an object.</param>
    public void WriteMembers(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteNumber("count", Count);
        writer.WriteNumber("mean", Math.Round(MeanNs, 1));
        writer.WriteNumber("min", MinNs);
        for (int i = 0; i < PercentilesNs.Count; i++) writer.WriteNumber(PercentileNames[i], PercentilesNs[i]);
        writer.WriteNumber("max", MaxNs);
        writer.WriteNumber("deviation", Math.Round(DeviationNs, 1));
    }
}
