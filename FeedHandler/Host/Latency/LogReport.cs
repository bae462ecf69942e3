using FeedHandler.Latency.Export;
using FeedHandler.Latency.Histograms;

namespace FeedHandler.Host.Latency;

/// <summary>What logs say.</summary>
/// <param name="Files">The logs, as typed.</param>
/// <param name="Tags">A row for each tag.</param>
/// <param name="Intervals">A row for each interval; null where nobody asked.</param>
/// <param name="Warnings">What must be known to read it rightly.</param>
internal sealed record LogReport(IReadOnlyList<string> Files, IReadOnlyList<LogRow> Tags, IReadOnlyList<LogRow>? Intervals, IReadOnlyList<string> Warnings)
{
    /// <summary>What could not be written.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];
}

/// <summary>A line of it.</summary>
/// <param name="Series">Whose it is.</param>
/// <param name="From">When the earliest interval began.</param>
/// <param name="To">When the latest ended.</param>
/// <param name="IntervalCount">How many there are.</param>
/// <param name="Summary">What they counted.</param>
/// <param name="OverRangeCount">How many durations were above 36 minutes, and count as that.</param>
internal sealed record LogRow(LogSeries Series, DateTimeOffset From, DateTimeOffset To, long IntervalCount, LatencySummary Summary, long OverRangeCount)
{
    /// <summary>All intervals of a series.</summary>
    public static LogRow Of(LogSeries series) =>
        new(series, series.From, series.To, series.IntervalCount, LatencySummary.Of(series.Histogram), series.Histogram.OverRangeCount);

    /// <summary>One of them.</summary>
    public static LogRow Of(LogSeries series, HlogReader log, DurationHistogram counted) =>
        new(series, log.From, log.To, 1, LatencySummary.Of(counted), counted.OverRangeCount);
}
