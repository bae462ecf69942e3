using System.Text.Json;
using FeedHandler.Latency.Histograms;

namespace FeedHandler.Observing;

/// <summary>What a frame says of one stage, or of one series of a log. Allocates nothing.</summary>
internal sealed class FrameStage
{
    /// <summary>Of which percentiles a curve is made.</summary>
    public static readonly double[] CurvePercentiles = [0, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 99.95, 99.99, 99.995, 99.999, 100];

    private readonly long[] _heat = new long[HeatRows.Count];

    /// <summary>Writes an object.</summary>
    /// <param name="writer">Takes it.</param>
    /// <param name="name">The stage.</param>
    /// <param name="interval">What it took in the time of the frame.</param>
    /// <param name="session">What it took since the begin. Nobody writes to either meanwhile.</param>
    public void Write(Utf8JsonWriter writer, string name, DurationHistogram interval, DurationHistogram session)
    {
        writer.WriteStartObject();
        writer.WriteString("stage", name);
        writer.WriteNumber("count", interval.TotalCount);
        writer.WriteNumber("p50", interval.PercentileNs(50));
        writer.WriteNumber("p99", interval.PercentileNs(99));
        writer.WriteNumber("p999", interval.PercentileNs(99.9));
        writer.WriteNumber("max", interval.MaxNs);
        WriteHeat(writer, interval);
        writer.WriteNumber("sessionCount", session.TotalCount);
        writer.WriteStartArray("curve");
        foreach (double percentile in CurvePercentiles) writer.WriteNumberValue(session.PercentileNs(percentile));
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // Rows up to the last that has anything.
    private void WriteHeat(Utf8JsonWriter writer, DurationHistogram interval)
    {
        HeatRows.Fill(interval, _heat);
        writer.WriteStartArray("heat");
        int end = _heat.AsSpan().LastIndexOfAnyExcept(0L) + 1;
        for (int row = 0; row < end; row++) writer.WriteNumberValue(_heat[row]);
        writer.WriteEndArray();
    }
}
