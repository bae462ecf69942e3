using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Histograms;

namespace FeedHandler.Host.Bench.Rates;

/// <summary>The histogram log of a run.</summary>
internal static class RateLog
{
    /// <summary>Its name: the rate, the lines and the round.</summary>
    public static string NameOf(int round, RateResult run) => FormattableString.Invariant($"{run.Rate}x-{run.Lines}-{round:D2}.hlog");

    /// <summary>Writes it into a folder.</summary>
    /// <param name="outputs">Has looked at the folder.</param>
    /// <param name="folder">The option that names it, and the folder as typed.</param>
    /// <param name="round">The round, from 1.</param>
    /// <param name="run">The run.</param>
    /// <param name="start">When it began.</param>
    /// <returns>Why it could not be written; null when it was.</returns>
    public static string? Write(OutputPlan outputs, (string Option, string Path) folder, int round, RateResult run, DateTimeOffset start) =>
        outputs.TryWriteInto(folder.Option, Path.Combine(folder.Path, NameOf(round, run)), file => Write(file, run, start));

    /// <summary>Writes it.</summary>
    /// <param name="file">Takes it.</param>
    /// <param name="run">The run.</param>
    /// <param name="start">When it began.</param>
    public static void Write(Stream file, RateResult run, DateTimeOffset start)
    {
        HlogWriter log = new(file);
        log.WriteHeader(start);
        foreach ((string name, DurationHistogram histogram) in run.Series.Where(static series => series.Histogram.TotalCount > 0))
            log.WriteInterval(name, histogram, start, start.AddMilliseconds(run.ElapsedNs / 1e6));
    }
}
