using FeedHandler.Latency.Stages;
using HdrHistogram;

namespace FeedHandler.Latency.Export;

/// <summary>A report as a histogram log (`.hlog`), from which every percentile can be read again: an interval for each series.</summary>
public static class HlogFile
{
    /// <summary>
    /// Writes the log of one measurement. Its tags are the stages (`decode`), and where a stage has several consumers those too
    /// (`consume.strategy-1`). A file of this name is replaced.
    /// </summary>
    /// <param name="path">The file to write.</param>
    /// <param name="report">What to write.</param>
    /// <param name="from">When the measurement began.</param>
    /// <param name="to">When it ended.</param>
    public static void Write(string path, LatencyReport report, DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(report);
        HistogramBase[] intervals = [.. ReportSeries.Of(report).Select(series => Interval(series.Name, series.Row, from, to))];
        using FileStream stream = File.Create(path);
        HistogramLogWriter.Write(stream, from.UtcDateTime, intervals);
    }

    /// <summary>A copy, so that the report keeps no trace of having been written.</summary>
    private static HistogramBase Interval(string tag, LatencyRow row, DateTimeOffset from, DateTimeOffset to)
    {
        HistogramBase interval = row.Histogram.Copy();
        interval.Tag = tag;
        interval.StartTimeStamp = from.ToUnixTimeMilliseconds();
        interval.EndTimeStamp = to.ToUnixTimeMilliseconds();
        return interval;
    }
}
