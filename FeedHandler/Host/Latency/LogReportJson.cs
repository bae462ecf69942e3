using System.Text.Json;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Latency;

/// <summary>What logs say as JSON; docs/json.md is its contract.</summary>
internal static class LogReportJson
{
    private const int FormatVersion = 1;

    /// <summary>Writes one indented object and a line end.</summary>
    public static void Write(TextWriter output, LogReport report) => JsonPage.Write(output, writer =>
    {
        writer.WriteNumber("formatVersion", FormatVersion);
        writer.WriteString("version", VersionAction.Version);
        writer.WriteTexts("files", report.Files);
        WriteRows(writer, "tags", report.Tags, hasCount: true);
        if (report.Intervals is { } intervals) WriteRows(writer, "intervals", intervals, hasCount: false);
        writer.WriteTexts("warnings", report.Warnings);
        writer.WriteTexts("failures", report.Failures);
    });

    private static void WriteRows(Utf8JsonWriter writer, string name, IReadOnlyList<LogRow> rows, bool hasCount)
    {
        writer.WriteStartArray(name);
        foreach (LogRow row in rows)
        {
            writer.WriteStartObject();
            writer.WriteString("tag", row.Series.Tag);
            writer.WriteString("fromNs", LogTime.Ns(row.From));
            writer.WriteString("toNs", LogTime.Ns(row.To));
            if (hasCount) writer.WriteNumber("intervals", row.IntervalCount);
            writer.WriteStartObject("latencyNs");
            row.Summary.WriteMembers(writer);
            if (row.OverRangeCount > 0) writer.WriteNumber("overRangeCount", row.OverRangeCount);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
