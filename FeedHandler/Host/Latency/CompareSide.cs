using FeedHandler.Host.Reports.Latencies;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Comparison;
using FeedHandler.Latency.Histograms;
using FeedHandler.Replay;

namespace FeedHandler.Host.Latency;

/// <summary>One side of a comparison: its runs, each of one log or several, and what they counted by tag.</summary>
internal sealed class CompareSide
{
    private const int IntervalCountMax = 64;
    private readonly Dictionary<string, List<DurationCounts>> _byTag = new(StringComparer.Ordinal);

    private CompareSide(string name, IReadOnlyList<IReadOnlyList<string>> runs) => (Name, Runs) = (name, runs);

    /// <summary>As typed.</summary>
    public string Name { get; }

    /// <summary>The logs of each run.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Runs { get; }

    /// <summary>Every log.</summary>
    public IEnumerable<string> Files => Runs.SelectMany(static run => run);

    /// <summary>The tags, in the order in which the logs begin to tell of them.</summary>
    public List<string> Tags { get; } = [];

    /// <summary>What must be known of the logs.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Finds the runs of a side.</summary>
    /// <param name="text">A log, a folder of runs, each a log or a folder of logs, or several of these with commas between.</param>
    /// <param name="terminal">Where relative paths begin.</param>
    /// <exception cref="CommandException">There is none.</exception>
    public static CompareSide Find(string text, Terminal terminal)
    {
        if (Directory.Exists(terminal.PathOf(text))) return new CompareSide(text, RunsIn(text, terminal));
        if (File.Exists(terminal.PathOf(text)) || !text.Contains(',', StringComparison.Ordinal)) return new CompareSide(text, [[text]]);
        string[] paths = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (paths.Length == 0) throw new UsageException($"'{PlainText.Short(text)}' names no log: give logs or folders of them, with commas between");
        return new CompareSide(text, [.. paths.Select(path => LogFiles.Of(path, terminal))]);
    }

    /// <summary>Finds the runs of a side of which each path is one, or of one path that holds them.</summary>
    /// <param name="paths">Logs and folders of logs.</param>
    /// <param name="terminal">Where relative paths begin.</param>
    /// <exception cref="CommandException">A folder has none.</exception>
    public static CompareSide Find(IReadOnlyList<string> paths, Terminal terminal) =>
        paths.Count == 1 ? Find(paths[0], terminal) : new CompareSide(string.Join(", ", paths), [.. paths.Select(path => LogFiles.Of(path, terminal))]);

    /// <summary>Reads all logs.</summary>
    /// <param name="terminal">Where relative paths begin, and who may stop it.</param>
    public void Read(Terminal terminal)
    {
        foreach (IReadOnlyList<string> run in Runs)
        {
            LogTotals totals = Runs.Count > 1
                ? new LogTotals(terminal)
                : new LogTotals(terminal) { OnInterval = (series, _, counted) => AddInterval(series.Tag, counted) };
            foreach (string file in run) totals.Add(file);
            if (Runs.Count > 1) AddRun(totals);
            Warnings.AddRange(totals.Warnings);
        }
    }

    /// <summary>What was measured of a tag; null where nothing was.</summary>
    public LatencySamples? SamplesOf(string tag) => !_byTag.TryGetValue(tag, out List<DurationCounts>? parts) ? null
        : Runs.Count > 1 ? LatencySamples.OfRuns(parts) : LatencySamples.OfIntervals(parts);

    private static IReadOnlyList<string>[] RunsIn(string folder, Terminal terminal)
    {
        string full = terminal.PathOf(folder);
        IEnumerable<string> folders = Directory.GetDirectories(full).Where(static inner => LogFiles.In(inner).Any());
        string[] runs =
        [
            .. LogFiles.In(full).Concat(folders).Order(StringComparer.Ordinal)
                .Select(run => Path.Combine(folder, Path.GetFileName(run))),
        ];
        if (runs.Length == 0) throw new CommandException($"{folder}: no {LogFiles.Pattern} in this folder, and no folder of them: each is a run");
        return [.. runs.Select(run => LogFiles.Of(run, terminal))];
    }

    private void AddRun(LogTotals totals)
    {
        foreach (LogSeries series in totals.Series.Where(static series => series.Histogram.TotalCount > 0))
            PartsOf(series.Tag).Add(DurationCounts.Of(series.Histogram));
    }

    // Of a log of days no more than so many parts are kept: neighbours are added up.
    private void AddInterval(string tag, DurationHistogram counted)
    {
        if (counted.TotalCount == 0) return;
        List<DurationCounts> parts = PartsOf(tag);
        parts.Add(DurationCounts.Of(counted));
        if (parts.Count > IntervalCountMax) _byTag[tag] = [.. LatencySamples.Halve(parts)];
    }

    private List<DurationCounts> PartsOf(string tag)
    {
        if (_byTag.TryGetValue(tag, out List<DurationCounts>? parts)) return parts;
        Tags.Add(tag);
        return _byTag[tag] = [];
    }
}
