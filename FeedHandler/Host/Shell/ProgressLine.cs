
using System.Diagnostics;
using FeedHandler.Replay.Captures;

namespace FeedHandler.Host.Shell;

/// <summary>
/// Tells on the error stream how far long work is, while somebody watches it; work of less than a second tells nothing. It allocates nothing while it tells:
/// a collection would stop the work.
/// </summary>
internal sealed class ProgressLine : IDisposable
{
    private const int FirstMs = 1000;
    private const int PeriodMs = 500;
    private const int Padding = 8;
    private const double MinuteSeconds = 60;
    private const double LongSeconds = 3 * MinuteSeconds;
    private readonly Terminal _terminal;
    private readonly string _work;
    private readonly Func<(long Count, string Unit)> _state;
    private readonly Func<ReadShare>? _share;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Timer? _timer;
    private readonly Lock _writing = new();
    private readonly CharBuffer _line = new();
    private bool _isShown;
    private bool _isDone;

    /// <summary>Begins to watch.</summary>
    /// <param name="terminal">Where to tell.</param>
    /// <param name="work">What is done, such as "replaying".</param>
    /// <param name="count">How many are done; asked on another thread.</param>
    /// <param name="unit">How many of what.</param>
    /// <param name="share">How much of captures was read, of which percent and the time that is left are told; asked on another thread. Null where there
    /// are none.</param>
    public ProgressLine(Terminal terminal, string work, Func<long> count, string unit = "frames", Func<ReadShare>? share = null)
        : this(terminal, work, () => (count(), unit), share)
    {
    }

    /// <summary>Begins to watch work of several parts.</summary>
    /// <param name="terminal">Where to tell.</param>
    /// <param name="work">What is done, such as "simulating".</param>
    /// <param name="state">How many of what are done of the part at hand; asked on another thread.</param>
    /// <param name="share">As of the other constructor.</param>
    public ProgressLine(Terminal terminal, string work, Func<(long Count, string Unit)> state, Func<ReadShare>? share = null)
    {
        _share = share;
        _terminal = terminal;
        _work = work;
        _state = state;
        if (terminal.ShowsProgress) _timer = new Timer(static line => ((ProgressLine)line!).Show(), this, FirstMs, PeriodMs);
    }

    /// <summary>Ends watching and clears the line.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        lock (_writing)
        {
            _isDone = true;
            if (_isShown) _terminal.Error.Write("\r\u001b[K");
        }
    }

    /// <summary>What is read already took so long, and the rest is taken to be no faster.</summary>
    private void AddShare(ReadShare share, double seconds)
    {
        if (share.Total <= 0) return;
        double done = Math.Clamp((double)share.Done / share.Total, 0, 1);
        _line.Add(", ");
        _line.Add((int)(done * 100), "D");
        _line.Add(" %");
        if (done is <= 0 or >= 1) return;
        double left = seconds * (1 - done) / done;
        bool isLong = left >= LongSeconds;
        _line.Add(", ");
        _line.Add((long)Math.Ceiling(isLong ? left / MinuteSeconds : left), "N0");
        _line.Add(isLong ? " min left" : " s left");
    }

    /// <summary>Tells it now.</summary>
    internal void Show()
    {
        lock (_writing)
        {
            if (_isDone) return;
            _isShown = true;
            (long count, string unit) = _state();
            _line.Clear();
            _line.Add("\r");
            _line.Add(_work);
            _line.Add(": ");
            _line.Add(count, "N0");
            _line.Add(" ");
            _line.Add(unit);
            if (_share is not null) AddShare(_share(), Stopwatch.GetElapsedTime(_start).TotalSeconds);
            _line.AddSpaces(Padding); // over what a longer unit leaves
            _line.WriteTo(_terminal.Error);
        }
    }
}
