using System.Globalization;
using System.Text.Json;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Histograms;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Publishing;

namespace FeedHandler.Host.Publish;

/// <summary>What was published, and how well its timing was kept.</summary>
internal sealed record PublishReport(
    IReadOnlyList<LineTarget> Targets,
    PublishCounters Counters,
    DurationHistogram Lateness,
    DurationHistogram Gaps,
    long ElapsedNs,
    long RefusedCount,
    string? LastFailure)
{
    private const double NsPerSecond = 1e9;
    private static readonly double[] Percentiles = [50, 99, 99.9, 99.99];

    /// <summary>The head of a table of histograms.</summary>
    public static string[] Head => ["", .. Percentiles.Select(static percentile => string.Create(CultureInfo.InvariantCulture, $"p{percentile}")), "max"];

    /// <summary>Whether it was told to stop before the end, if it has one.</summary>
    public bool WasStopped { get; init; }

    /// <summary>Whether it has no end but being stopped.</summary>
    public bool IsEndless { get; init; }

    /// <summary>What became of the replay server; empty without one.</summary>
    public string Served { get; init; } = "";

    /// <summary>What must be known of the captures.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What is wrong with the captures, so that not all was sent.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    private double PacketsPerSecond => ElapsedNs == 0 ? 0 : Counters.SentCount * NsPerSecond / ElapsedNs;

    /// <summary>For a person.</summary>
    public void WriteText(TextPage output)
    {
        foreach (LineTarget target in Targets) output.WriteLine($"line {LineMap.NameOf(target.Feed)}  {target.Group} by {target.Interface}");
        output.Write($"sent {Counters.SentCount} packets (A {Counters.SentCountA}, B {Counters.SentCountB}), {Counters.SentBytes} bytes");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $" in {ElapsedNs / NsPerSecond:F3} s, {PacketsPerSecond:F0} packets/s"));
        if (Counters.DroppedCount + Counters.DuplicatedCount + Counters.ReorderedCount + Counters.CorruptedCount > 0)
        {
            output.WriteLine(
                $"faults: {Counters.DroppedCount} dropped, {Counters.DuplicatedCount} duplicated, {Counters.ReorderedCount} out of order, "
                + $"{Counters.CorruptedCount} corrupted");
        }

        if (Served.Length > 0) output.WriteLine($"replay server: {Served}");
        if (WasStopped) output.WriteLine(IsEndless ? "stopped, which alone ends --loop 0" : "stopped before the end: not everything was sent");
        if (RefusedCount > 0) output.WriteLine($"refused by the system: {RefusedCount} ({LastFailure})");
        output.WriteLine();
        TextTable table = new(Head);
        if (Lateness.TotalCount > 0) table.Add(Row("late against schedule", Lateness));
        if (Gaps.TotalCount > 0) table.Add(Row("gap between packets", Gaps));
        table.Write(output);
    }

    /// <summary>For a program.</summary>
    public void WriteJson(TextWriter output)
    {
        JsonPage.Write(output, json =>
        {
            WriteCounts(json);
            WriteHistogram(json, "latenessNs", Lateness);
            WriteHistogram(json, "gapNs", Gaps);
            if (Served.Length > 0) json.WriteString("replayServer", Served);
            json.WriteTexts("warnings", Warnings);
            json.WriteTexts("failures", Failures);
        });
    }

    /// <summary>A histogram as a row of a table.</summary>
    public static string[] Row(string name, DurationHistogram histogram) =>
        [name, .. Percentiles.Select(percentile => DurationText.Of(histogram.PercentileNs(percentile))), DurationText.Of(histogram.MaxNs)];

    private void WriteCounts(Utf8JsonWriter json)
    {
        json.WriteStartArray("lines");
        foreach (LineTarget target in Targets)
        {
            json.WriteStartObject();
            if (target.Feed.ChannelId != 0) json.WriteNumber("channel", target.Feed.ChannelId);
            json.WriteString("role", FeedRoles.NameOf(target.Feed.Role));
            json.WriteString("line", target.Feed.Line.ToString());
            json.WriteString("group", target.Group.ToString());
            json.WriteString("interface", target.Interface);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("stopped", WasStopped);
        json.WriteNumber("readCount", Counters.ReadCount);
        json.WriteNumber("sentCount", Counters.SentCount);
        json.WriteNumber("sentCountA", Counters.SentCountA);
        json.WriteNumber("sentCountB", Counters.SentCountB);
        json.WriteNumber("sentBytes", Counters.SentBytes);
        json.WriteNumber("droppedCount", Counters.DroppedCount);
        json.WriteNumber("duplicatedCount", Counters.DuplicatedCount);
        json.WriteNumber("reorderedCount", Counters.ReorderedCount);
        json.WriteNumber("corruptedCount", Counters.CorruptedCount);
        json.WriteNumber("refusedCount", RefusedCount);
        json.WriteNumber("elapsedNs", ElapsedNs);
        json.WriteNumber("packetsPerSecond", Math.Round(PacketsPerSecond, 1));
    }

    /// <summary>A histogram as a member.</summary>
    public static void WriteHistogram(Utf8JsonWriter json, string name, DurationHistogram histogram)
    {
        json.WriteStartObject(name);
        json.WriteNumber("count", histogram.TotalCount);
        foreach (double percentile in Percentiles)
        {
            string member = "p" + percentile.ToString(CultureInfo.InvariantCulture).Replace(".", "", StringComparison.Ordinal); // p999, as in all JSON
            json.WriteNumber(member, histogram.PercentileNs(percentile));
        }

        json.WriteNumber("max", histogram.MaxNs);
        json.WriteEndObject();
    }
}
