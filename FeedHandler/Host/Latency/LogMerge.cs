using FeedHandler.Host.Reports.Latencies;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Histograms;

namespace FeedHandler.Host.Latency;

/// <summary>
/// Adds logs up into one, interval by interval in the order of their begins: what has the same tag, begin and end is one line. Of each log only the next
/// interval is in memory.
/// </summary>
/// <param name="terminal">Where relative paths begin, and who may stop it.</param>
internal sealed class LogMerge(Terminal terminal) : IDisposable
{
    private readonly List<(HlogReader Log, string Path)> _open = [];
    private readonly List<(HlogReader Log, string Path)> _ended = [];
    private readonly Dictionary<(string Tag, DateTimeOffset To), DurationHistogram> _due = [];
    private readonly Stack<DurationHistogram> _free = [];

    /// <summary>How many lines were written.</summary>
    public long IntervalCount { get; private set; }

    /// <summary>How many were read.</summary>
    public long ReadCount { get; private set; }

    /// <summary>How many durations were above 36 minutes, and count as that.</summary>
    public long OverRangeCount { get; private set; }

    /// <summary>What must be known of the logs, once all were read.</summary>
    public IEnumerable<string> Warnings => _ended.Where(static one => one.Log.IsTorn).Select(static one => LogFiles.Torn(one.Path));

    /// <summary>Opens a log.</summary>
    /// <param name="path">As typed.</param>
    public void Add(string path)
    {
        HlogReader log = LogFiles.Open(path, terminal);
        _open.Add((log, path));
        EndUnless(log.Read(), (log, path));
    }

    /// <summary>Writes the sum.</summary>
    /// <param name="target">Takes the log.</param>
    public void Write(Stream target)
    {
        HlogWriter writer = new(target);
        writer.WriteHeader(_open.Count > 0 ? _open.Min(static one => one.Log.From) : DateTimeOffset.UnixEpoch);
        while (_open.Count > 0)
        {
            terminal.Stop.ThrowIfCancellationRequested();
            DateTimeOffset from = _open.Min(static one => one.Log.From);
            foreach ((HlogReader Log, string Path) one in _open.ToArray()) Take(one, from);
            foreach (((string tag, DateTimeOffset to), DurationHistogram sum) in _due) WriteDue(writer, (tag, from, to), sum);
            _due.Clear();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((HlogReader log, _) in _open) log.Dispose();
    }

    private void WriteDue(HlogWriter writer, (string Tag, DateTimeOffset From, DateTimeOffset To) interval, DurationHistogram sum)
    {
        writer.WriteInterval(interval.Tag, sum, interval.From, interval.To);
        IntervalCount++;
        OverRangeCount += sum.OverRangeCount;
        sum.Reset();
        _free.Push(sum);
    }

    private void Take((HlogReader Log, string Path) one, DateTimeOffset from)
    {
        bool isThere = true;
        for (; isThere && one.Log.From == from; isThere = one.Log.Read())
        {
            one.Log.AddTo(SumOf((one.Log.Tag, one.Log.To), one.Path));
            ReadCount++;
        }

        EndUnless(isThere, one);
    }

    private void EndUnless(bool isThere, (HlogReader Log, string Path) one)
    {
        if (isThere) return;
        one.Log.Dispose();
        _open.Remove(one);
        _ended.Add(one);
    }

    private DurationHistogram SumOf((string Tag, DateTimeOffset To) key, string path)
    {
        if (_due.TryGetValue(key, out DurationHistogram? sum)) return sum;
        if (_due.Count == LogTotals.SeriesCountMax)
        {
            throw new CommandException(FormattableString.Invariant(
                $"{path}: more than {LogTotals.SeriesCountMax:N0} intervals begin at once, which is more than is kept"));
        }

        sum = _free.TryPop(out DurationHistogram? free) ? free : new DurationHistogram(DurationHistogram.LimitNs);
        _due.Add(key, sum);
        return sum;
    }
}
