using System.Text.Json;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Comparison;

namespace FeedHandler.Host.Latency;

/// <summary>How logs differ as JSON; docs/json.md is its contract.</summary>
internal static class LogComparisonJson
{
    private const int FormatVersion = 1;
    private const int DigitCount = 3;

    /// <summary>Writes one indented object and a line end.</summary>
    public static void Write(TextWriter output, LogComparison comparison) => JsonPage.Write(output, writer =>
    {
        writer.WriteNumber("formatVersion", FormatVersion);
        writer.WriteString("version", VersionAction.Version);
        WriteSide(writer, "a", comparison.A);
        WriteSide(writer, "b", comparison.B);
        writer.WriteNumber("confidencePercent", LatencyComparison.ConfidencePercent);
        writer.WriteNumber("draws", LatencyComparison.DrawCount);
        writer.WriteStartArray("changes");
        foreach ((string tag, LatencyChange change) in comparison.Changes) WriteChange(writer, tag, change);
        writer.WriteEndArray();
        writer.WriteTexts("warnings", comparison.Warnings);
        writer.WriteTexts("failures", comparison.Failures);
    });

    /// <summary>Writes how two reports differ.</summary>
    public static void Write(TextWriter output, ReportComparison comparison) => JsonPage.Write(output, writer =>
    {
        writer.WriteNumber("formatVersion", FormatVersion);
        writer.WriteString("version", VersionAction.Version);
        WriteSide(writer, "a", comparison.A);
        WriteSide(writer, "b", comparison.B);
        writer.WriteBoolean("equal", comparison.IsEqual);
        writer.WriteNumber("thresholdPercent", QuietComparison.ThresholdPercent);
        writer.WriteNumber("quietRuns", QuietComparison.QuietCount);
        writer.WriteStartArray("changes");
        foreach ((string tag, LatencyChange change) in comparison.Changes) WriteChange(writer, tag, change);
        writer.WriteEndArray();
        writer.WriteTexts("warnings", comparison.Warnings);
        writer.WriteTexts("failures", comparison.Failures);
    });

    private static void WriteSide(Utf8JsonWriter writer, string name, ReportFolder side)
    {
        writer.WriteStartObject(name);
        writer.WriteString("name", side.Name);
        writer.WriteString("commit", side.Commit);
        writer.WriteNumber("runs", side.Files.Count);
        writer.WriteTexts("files", side.Files);
        writer.WriteEndObject();
    }

    private static void WriteSide(Utf8JsonWriter writer, string name, CompareSide side)
    {
        writer.WriteStartObject(name);
        writer.WriteString("name", side.Name);
        writer.WriteNumber("runs", side.Runs.Count);
        writer.WriteString("spreadOver", LogComparison.SampledOver(side));
        writer.WriteTexts("files", [.. side.Files]);
        writer.WriteEndObject();
    }

    private static void WriteChange(Utf8JsonWriter writer, string tag, LatencyChange change)
    {
        writer.WriteStartObject();
        writer.WriteString("tag", tag);
        writer.WriteString("measure", change.Measure);
        writer.WriteNumber("aNs", Math.Round(change.BeforeNs, DigitCount));
        writer.WriteNumber("bNs", Math.Round(change.AfterNs, DigitCount));
        writer.WriteNumber("changePercent", Math.Round(change.Percent, DigitCount));
        WriteOrNull(writer, "lowPercent", change.IntervalPercent?.Low);
        WriteOrNull(writer, "highPercent", change.IntervalPercent?.High);
        writer.WriteString("verdict", ChangeVerdicts.NameOf(change.Verdict));
        writer.WriteEndObject();
    }

    private static void WriteOrNull(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number) writer.WriteNumber(name, Math.Round(number, DigitCount));
        else writer.WriteNull(name);
    }
}
