using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Intervals;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Latency.Export;

/// <summary>
/// A histogram log that is written while threads record: for each interval a line of each stage that anything was recorded of (tag `decode`), and for the
/// stages of strategies, where there are several, one of each of them (`consume.strategy-1`). By size or time it goes on in another file, each whole by itself.
/// </summary>
/// <remarks>For one thread. But for opening a file and for a line longer than all before, writing allocates nothing.</remarks>
public sealed class IntervalLog : IDisposable
{
    private readonly StageIntervals _intervals;
    private readonly Func<DateTimeOffset, Stream> _open;
    private readonly IntervalLogLimits _limits;
    private readonly HlogWriter _writer = new(Stream.Null);
    private readonly string[][] _tags;
    private readonly bool _hasSeveral;
    private Stream? _file;
    private DateTimeOffset _fileStart;
    private DateTimeOffset _last;

    /// <summary>Prepares to write; <see cref="Begin"/> comes first.</summary>
    /// <param name="intervals">What is recorded; its intervals are this log's alone.</param>
    /// <param name="strategyCount">How many strategies record.</param>
    /// <param name="start">When the first interval begins.</param>
    /// <param name="open">Opens a file that begins at a time; the log closes it.</param>
    /// <param name="limits">When a file is long enough.</param>
    public IntervalLog(StageIntervals intervals, int strategyCount, DateTimeOffset start, Func<DateTimeOffset, Stream> open, IntervalLogLimits limits)
    {
        ArgumentNullException.ThrowIfNull(intervals);
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(limits);
        (_intervals, _open, _limits, _last, _hasSeveral) = (intervals, open, limits, start, strategyCount > 1);
        _tags = [.. StageNames.InOrder.ToArray().Select(stage => intervals.Consumers.Select(name => $"{StageNames.NameOf(stage)}.{name}").ToArray())];
    }

    /// <summary>How many intervals were written, also where nothing was recorded.</summary>
    public long IntervalCount { get; private set; }

    /// <summary>How many files were opened.</summary>
    public int FileCount { get; private set; }

    /// <summary>Opens the first file.</summary>
    public void Begin() => OpenFile(_last);

    /// <summary>Writes what was recorded since the last call.</summary>
    /// <param name="now">When the interval ends, not before it began.</param>
    public void Write(DateTimeOffset now)
    {
        if (_writer.ByteCount >= _limits.ByteCountMax || (_limits.DurationMax is { } limit && _last - _fileStart >= limit)) OpenFile(_last);
        _intervals.Take();
        foreach (Stage stage in StageNames.InOrder)
        {
            WriteUnlessEmpty(StageNames.NameOf(stage), _intervals.Read(stage), now);
            for (int consumer = 0; _hasSeveral && IsOfStrategies(stage) && consumer < _intervals.Consumers.Count; consumer++)
                WriteUnlessEmpty(_tags[(int)stage][consumer], _intervals.Read(stage, consumer), now);
        }

        _last = now;
        IntervalCount++;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file?.Dispose();

    private static bool IsOfStrategies(Stage stage) => stage is Stage.Consume or Stage.Strategy or Stage.EndToEnd;

    private void WriteUnlessEmpty(string tag, DurationHistogram interval, DateTimeOffset now)
    {
        if (interval.TotalCount > 0) _writer.WriteInterval(tag, interval, _last, now);
    }

    private void OpenFile(DateTimeOffset start)
    {
        _file?.Dispose();
        _file = _open(start);
        _fileStart = start;
        FileCount++;
        _writer.MoveTo(_file);
        _writer.WriteHeader(start);
    }
}

/// <summary>When a log goes on in another file: at the end of the interval in which it reached one of these.</summary>
/// <param name="ByteCountMax">How many bytes it may have.</param>
/// <param name="DurationMax">For how long it may be written.</param>
public sealed record IntervalLogLimits(long ByteCountMax = long.MaxValue, TimeSpan? DurationMax = null);
