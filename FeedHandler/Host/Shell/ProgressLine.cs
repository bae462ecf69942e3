
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
    private readonly Terminal _terminal;
    private readonly string _work;
    private readonly Func<(long Count, string Unit)> _state;
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
    public ProgressLine(Terminal terminal, string work, Func<long> count, string unit = "frames")
        : this(terminal, work, () => (count(), unit))
    {
    }

    /// <summary>Begins to watch work of several parts.</summary>
    /// <param name="terminal">Where to tell.</param>
    /// <param name="work">What is done, such as "simulating".</param>
    /// <param name="state">How many of what are done of the part at hand; asked on another thread.</param>
    public ProgressLine(Terminal terminal, string work, Func<(long Count, string Unit)> state)
    {
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
            _line.AddSpaces(Padding); // over what a longer unit leaves
            _line.WriteTo(_terminal.Error);
        }
    }
}
