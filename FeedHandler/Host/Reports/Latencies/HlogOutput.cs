using System.Diagnostics;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Intervals;

namespace FeedHandler.Host.Reports.Latencies;

/// <summary>
/// Writes the log of a feed's latencies on a thread of its own, which shares no lock with the feed's and allocates nothing from line to line. A log that
/// fails is told at once and again in the report, and costs neither the feed nor the report.
/// </summary>
/// <param name="terminal">Who is told.</param>
/// <param name="outputs">Has looked at the file.</param>
/// <param name="option">The option that names it.</param>
/// <param name="request">What was asked.</param>
internal sealed class HlogOutput(Terminal terminal, OutputPlan outputs, string option, HlogRequest request) : IDisposable
{
    private readonly ManualResetEvent _ended = new(initialState: false);
    private readonly DateTimeOffset _start = DateTimeOffset.UtcNow;
    private readonly long _startTicks = Stopwatch.GetTimestamp();
    private IntervalLog? _log;
    private Thread? _thread;
    private string? _failure;

    /// <summary>What went wrong, once it was finished.</summary>
    public IEnumerable<string> Failures => _failure is { } failure ? [failure] : [];

    /// <summary>Opens the log and begins to write: nothing that was asked for can be wrong any more.</summary>
    /// <param name="feed">The feed, before its first packet.</param>
    /// <exception cref="UsageException">The file cannot be opened.</exception>
    public void Begin(Feed feed)
    {
        StageIntervals intervals = feed.Status.Latency.NewIntervals();
        _log = new IntervalLog(intervals, strategyCount: intervals.Consumers.Count - 1, Now, Open, request.Limits); // the feed thread is one of them
        if (!Try(_log.Begin)) return;
        _thread = new Thread(WriteUntilTheEnd) { Name = "hlog", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Writes the last interval, which is shorter, and closes the log: the feed's threads have ended.</summary>
    public void Finish()
    {
        if (_thread is not { } thread) return;
        _ended.Set();
        thread.Join();
        if (_failure is null) Try(WriteInterval);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended.Set();
        _thread?.Join();
        _log?.Dispose();
        _ended.Dispose();
    }

    // Clocks of the day can be set back; intervals follow one another, to the millisecond that a log has.
    private DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds((_start + Stopwatch.GetElapsedTime(_startTicks)).ToUnixTimeMilliseconds());

    private OutputFile Open(DateTimeOffset start) => outputs.Open(option, request.PathAt(start), isNew: request.IsRotated);

    private void WriteUntilTheEnd()
    {
        Action write = WriteInterval; // made once
        for (long next = 1; !_ended.WaitOne(UntilEnd(next)); next++)
        {
            if (!Try(write)) return;
            next = Math.Max(next, Stopwatch.GetElapsedTime(_startTicks).Ticks / request.Interval.Ticks); // late by more than one: the interval is longer
        }
    }

    private TimeSpan UntilEnd(long interval)
    {
        TimeSpan left = (interval * request.Interval) - Stopwatch.GetElapsedTime(_startTicks);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void WriteInterval() => _log!.Write(Now);

    private bool Try(Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException || (failure is UsageException && _thread is not null))
        {
            _failure = FormattableString.Invariant(
                $"{option} {request.Path}: writing ended early, after {_log!.IntervalCount:N0} intervals: {FileFault.Of(failure)}");
            terminal.Tell(_failure);
            return false;
        }
    }
}
