using FeedHandler.Latency.Stages;

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
        using FileStream stream = File.Create(path);
        HlogWriter log = new(stream);
        log.WriteHeader(from);
        foreach ((string name, LatencyRow row) in ReportSeries.Of(report)) log.WriteInterval(name, row.Histogram, from, to);
    }
}
