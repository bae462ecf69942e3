using System.Globalization;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Export;
using FeedHandler.Replay;

namespace FeedHandler.Host.Latency;

/// <summary>What logs say, for a person.</summary>
internal static class LogReportText
{
    private static readonly string[] Figures = ["count", "mean", "min", "p50", "p90", "p99", "p99.9", "p99.99", "max", "deviation"];

    /// <summary>Writes it.</summary>
    public static void Write(TextPage page, LogReport report)
    {
        string files = report.Files.Count == 1 ? PlainText.Of(report.Files[0]) : FormattableString.Invariant($"{report.Files.Count:N0} logs");
        if (report.Tags.Count == 0) page.WriteLine($"{files}: no interval");
        else WriteTables(page, report, files);
        foreach (LogRow row in report.Tags.Where(static row => row.OverRangeCount > 0))
            page.WriteLine(FormattableString.Invariant($"{row.Series.Label}: {row.OverRangeCount:N0} durations of more than 36 minutes count as that"));
        foreach (string warning in report.Warnings) page.WriteLine($"note: {PlainText.Of(warning)}");
        foreach (string failure in report.Failures) page.WriteLine($"FAILED: {PlainText.Of(failure)}");
    }

    private static void WriteTables(TextPage page, LogReport report, string files)
    {
        DateTimeOffset from = report.Tags.Min(static row => row.From);
        DateTimeOffset to = report.Tags.Max(static row => row.To);
        page.WriteLine($"{files}: {LogTime.Text(from)} to {LogTime.Text(to)} UTC");
        page.WriteLine();
        TextTable tags = new(["tag", "intervals", .. Figures]);
        foreach (LogRow row in report.Tags) tags.Add([row.Series.Label, row.IntervalCount.ToString("N0", CultureInfo.InvariantCulture), .. Cells(row.Summary)]);
        tags.Write(page);
        if (report.Intervals is not { } intervals) return;
        page.WriteLine();
        TextTable series = new(["tag", "begin", "length", .. Figures]) { LeftColumnCount = 2, KeyColumnCount = 2 };
        foreach (LogRow row in intervals)
            series.Add([row.Series.Label, LogTime.Text(row.From), DurationText.Of((row.To - row.From).TotalNanoseconds), .. Cells(row.Summary)]);
        series.Write(page);
    }

    private static string[] Cells(LatencySummary summary) =>
    [
        summary.Count.ToString("N0", CultureInfo.InvariantCulture),
        DurationText.Of(summary.MeanNs),
        DurationText.Of(summary.MinNs),
        .. summary.PercentilesNs.Select(static ns => DurationText.Of(ns)),
        DurationText.Of(summary.MaxNs),
        DurationText.Of(summary.DeviationNs),
    ];
}
