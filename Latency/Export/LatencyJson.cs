using System.Text.Json;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Latency.Export;

/// <summary>A report as JSON.</summary>
public static class LatencyJson
{
    /// <summary>
    /// Writes the property `latencyNs` into the object that is being written: by stage an object of `count`, `p50`, `p90`, `p99`,
    /// `p999`, `p9999` and `max`, in nanoseconds over all consumers. `negativeCount` and `overRangeCount` follow where durations did
    /// not fit and count as the nearest end.
    /// </summary>
    /// <param name="writer">A writer inside an object.</param>
    /// <param name="report">What to write.</param>
    public static void WriteLatency(this Utf8JsonWriter writer, LatencyReport report)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(report);
        writer.WriteStartObject("latencyNs");
        foreach (LatencyRow row in report.Stages) WriteStage(writer, row);
        writer.WriteEndObject();
    }

    private static void WriteStage(Utf8JsonWriter writer, LatencyRow row)
    {
        writer.WriteStartObject(StageNames.NameOf(row.Stage));
        writer.WriteNumber("count", row.Count);
        foreach ((double percent, string name) in LatencyPercentiles.All) writer.WriteNumber(name, row.PercentileNs(percent));
        writer.WriteNumber("max", row.MaxNs);
        if (row.NegativeCount > 0) writer.WriteNumber("negativeCount", row.NegativeCount);
        if (row.OverRangeCount > 0) writer.WriteNumber("overRangeCount", row.OverRangeCount);
        writer.WriteEndObject();
    }
}
