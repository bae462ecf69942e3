namespace FeedHandler.Latency.Export;

/// <summary>The percentiles that tables and JSON show.</summary>
internal static class LatencyPercentiles
{
    /// <summary>Each percentile with its name in JSON, ascending.</summary>
    internal static IReadOnlyList<(double Percent, string Name)> All { get; } =
        [(50, "p50"), (90, "p90"), (99, "p99"), (99.9, "p999"), (99.99, "p9999")];
}
