using FeedHandler.Host.Reports.Latencies;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Histograms;
using FeedHandler.Replay;

namespace FeedHandler.Host.Latency;

/// <summary>What logs counted of each series, added up.</summary>
/// <param name="terminal">Where relative paths begin, and who may stop it.</param>
internal sealed class LogTotals(Terminal terminal)
{
    /// <summary>How many series are kept: a quarter of a megabyte each, and a log names as many as it likes.</summary>
    public const int SeriesCountMax = 1000;

    private readonly Dictionary<string, LogSeries> _byTag = new(StringComparer.Ordinal);
    private readonly List<LogSeries> _series = [];

    /// <summary>The series, in the order in which the logs begin to tell of them.</summary>
    public IReadOnlyList<LogSeries> Series => _series;

    /// <summary>What must be known of the logs.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Which intervals count; null for all. It is asked with the begin of each.</summary>
    public Predicate<DateTimeOffset>? Filter { get; init; }

    /// <summary>Told of each interval that counts, with its series and what it alone counted; null for nobody.</summary>
    public Action<LogSeries, HlogReader, DurationHistogram>? OnInterval { get; init; }

    /// <summary>Adds a log.</summary>
    /// <param name="path">As typed.</param>
    /// <exception cref="CommandException">It cannot be read, or has too many series.</exception>
    public void Add(string path)
    {
        using HlogReader log = LogFiles.Open(path, terminal);
        DurationHistogram interval = new(DurationHistogram.LimitNs);
        long count = 0;
        for (; log.Read(); count++)
        {
            terminal.Stop.ThrowIfCancellationRequested();
            if (Filter is { } filter && !filter(log.From)) continue;
            LogSeries series = SeriesOf(log.Tag, path);
            if (OnInterval is null) log.AddTo(series.Histogram);
            else AddApart(log, series, interval);
            series.Note(log);
        }

        if (count == 0) Warnings.Add(LogFiles.Empty(path));
        if (log.IsTorn) Warnings.Add(LogFiles.Torn(path));
    }

    private void AddApart(HlogReader log, LogSeries series, DurationHistogram interval)
    {
        interval.Reset();
        log.AddTo(interval);
        if (!series.Histogram.HasRoomFor(interval.TotalCount))
            throw new HlogFormatException($"{log.Place}: its counts, with those before, are more than 2^53");
        series.Histogram.Add(interval);
        OnInterval!(series, log, interval);
    }

    private LogSeries SeriesOf(string tag, string path)
    {
        if (_byTag.TryGetValue(tag, out LogSeries? series)) return series;
        if (_series.Count == SeriesCountMax)
        {
            throw new CommandException(FormattableString.Invariant(
                $"{path}: more than {SeriesCountMax:N0} tags, which is more than is kept: report fewer logs at once"));
        }

        series = new LogSeries(tag);
        _byTag.Add(tag, series);
        _series.Add(series);
        return series;
    }
}

/// <summary>One series of logs.</summary>
/// <param name="tag">As the logs have it; fit for no terminal.</param>
internal sealed class LogSeries(string tag)
{
    /// <summary>As the logs have it.</summary>
    public string Tag => tag;

    /// <summary>As a terminal and a file of text may have it; a series without a name is a dash.</summary>
    public string Label { get; } = tag.Length == 0 ? "-" : PlainText.Short(tag);

    /// <summary>All that was counted.</summary>
    public DurationHistogram Histogram { get; } = new(DurationHistogram.LimitNs);

    /// <summary>How many intervals there are.</summary>
    public long IntervalCount { get; private set; }

    /// <summary>When the earliest began.</summary>
    public DateTimeOffset From { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>When the latest ended.</summary>
    public DateTimeOffset To { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Counts an interval.</summary>
    public void Note(HlogReader log)
    {
        IntervalCount++;
        if (log.From < From) From = log.From;
        if (log.To > To) To = log.To;
    }
}
