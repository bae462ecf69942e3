using FeedHandler.Host.Latency;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Comparison;
using FeedHandler.Observing;
using FeedHandler.Replay;

namespace FeedHandler.Host.Dashboard;

/// <summary>Compares the logs of a page with others, as `latency compare` does: by its runs, its draws and its verdicts.</summary>
internal static class LogsAgainst
{
    /// <summary>Compares.</summary>
    /// <param name="against">What changes are of, as typed.</param>
    /// <param name="paths">The logs of the page, as typed.</param>
    /// <param name="terminal">Where relative paths begin, and who may stop it.</param>
    /// <exception cref="CommandException">Something cannot be read, or they have nothing in common.</exception>
    public static RunComparison Compare(string against, IReadOnlyList<string> paths, Terminal terminal)
    {
        (CompareSide a, CompareSide b) = (CompareSide.Find(against, terminal), CompareSide.Find(paths, terminal));
        a.Read(terminal);
        b.Read(terminal);
        LogComparison comparison = LogComparison.Of(a, b, failAbove: null, terminal);
        Dictionary<string, LogSeries> before = TotalsOf(a, terminal), after = TotalsOf(b, terminal);
        ComparedSeries[] series =
        [
            .. comparison.Changes.GroupBy(static one => one.Tag, static one => one.Change, StringComparer.Ordinal).Take(LogFrames.SeriesCountMax)
                .Select(tag => new ComparedSeries(before[tag.Key].Label, before[tag.Key].Histogram, after[tag.Key].Histogram, [.. tag])),
        ];
        return new RunComparison(PlainText.Of(a.Name), PlainText.Of(b.Name), series, [.. comparison.Warnings.Select(static warning => PlainText.Of(warning))]);
    }

    // A verdict is of runs, and a curve of all that they counted together.
    private static Dictionary<string, LogSeries> TotalsOf(CompareSide side, Terminal terminal)
    {
        LogTotals totals = new(terminal);
        foreach (string file in side.Files) totals.Add(file);
        return totals.Series.ToDictionary(static series => series.Tag, StringComparer.Ordinal);
    }
}
