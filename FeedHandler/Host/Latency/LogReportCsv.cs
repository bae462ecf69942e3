using System.Globalization;
using System.Text;
using FeedHandler.Latency.Export;

namespace FeedHandler.Host.Latency;

/// <summary>What logs say as CSV: a line for each tag, or for each interval where they were asked for.</summary>
internal static class LogReportCsv
{
    private static readonly string[] Heads =
    [
        "tag", "from", "to", "intervals", "count", "mean_ns", "min_ns",
        .. LatencySummary.PercentileNames.Select(static name => name + "_ns"),
        "max_ns", "deviation_ns",
    ];

    /// <summary>Writes a head and the lines.</summary>
    public static void Write(Stream file, LogReport report)
    {
        StringBuilder text = new();
        text.AppendJoin(',', Heads).Append('\n');
        foreach (LogRow row in report.Intervals ?? report.Tags) text.AppendJoin(',', Cells(row)).Append('\n');
        file.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string[] Cells(LogRow row) =>
    [
        Quoted(row.Series.Label),
        LogTime.Text(row.From),
        LogTime.Text(row.To),
        Number(row.IntervalCount),
        Number(row.Summary.Count),
        row.Summary.MeanNs.ToString("F1", CultureInfo.InvariantCulture),
        Number(row.Summary.MinNs),
        .. row.Summary.PercentilesNs.Select(Number),
        Number(row.Summary.MaxNs),
        row.Summary.DeviationNs.ToString("F1", CultureInfo.InvariantCulture),
    ];

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Quoted(string text) =>
        text.Contains('"', StringComparison.Ordinal) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
