using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Live;

/// <summary>
/// The live view: the status again and again in the same place, below the state of the program. It writes the terminal's own control sequences, and
/// after its first picture it allocates nothing.
/// </summary>
/// <param name="terminal">Where to draw.</param>
internal sealed class LiveScreen(Terminal terminal)
{
    private const string ToLineEnd = "\u001b[K\n";
    private const string ToScreenEnd = "\u001b[J";
    private const string ClearScreen = "\u001b[H\u001b[2J";
    private const string Hint = "Ctrl-C ends it with the full report";
    private readonly CharBuffer _text = new();
    private readonly CharBuffer _frame = new();
    private (int Columns, int Rows) _size = terminal.Size();
    private int _lineCount;

    /// <summary>Draws until it is told that the feed has ended, and takes the picture away.</summary>
    /// <param name="tables">Reads the feed.</param>
    /// <param name="period">How often.</param>
    /// <param name="ended">Set when the feed has ended.</param>
    public void Run(LiveStatusTables tables, TimeSpan period, WaitHandle ended)
    {
        try
        {
            do Draw(tables);
            while (!ended.WaitOne(period));
            _frame.Clear();
            GoBack();
            _frame.Add(ToScreenEnd);
            _frame.WriteTo(terminal.Out);
        }
        catch (Exception failure) when (failure is IOException or OutputException)
        {
            // the terminal is gone, which costs the feed nothing
        }
    }

    /// <summary>Draws once.</summary>
    public void Draw(LiveStatusTables tables)
    {
        (int Columns, int Rows) size = terminal.Size();
        bool isResized = size != _size;
        _size = size;
        int rowCount = Math.Max(1, size.Rows - 2); // the hint and the line of the cursor have room below
        int missingCount = tables.Write(_text, size.Columns - 1, rowCount);
        _frame.Clear();
        if (isResized) StartAgain();
        else GoBack();
        foreach (ReadOnlySpan<char> line in _text.Text.TrimEnd('\n').EnumerateLines())
        {
            if (_lineCount < rowCount) AddLine(line);
        }

        if (terminal.IsColoured) _frame.Add("\u001b[2m");
        AddHint(missingCount);
        if (terminal.IsColoured) _frame.Add("\u001b[0m");
        _frame.Add(ToScreenEnd);
        _frame.WriteTo(terminal.Out);
    }

    private void AddHint(int missingCount)
    {
        if (missingCount == 0)
        {
            AddLine(Hint);
            return;
        }

        _text.Clear();
        _text.Add(missingCount, default);
        _text.Add(missingCount == 1 ? " more line: a higher terminal shows it; Ctrl-C ends it" : " more lines: a higher terminal shows them; Ctrl-C ends it");
        AddLine(_text.Text);
    }

    // A line that went over the edge would be two, and the way back too short.
    private void AddLine(ReadOnlySpan<char> line)
    {
        _frame.Add(line[..Math.Min(line.Length, Math.Max(1, _size.Columns - 1))]);
        _frame.Add(ToLineEnd);
        _lineCount++;
    }

    // The terminal has broken the lines of the last picture anew: nobody knows where it began.
    private void StartAgain()
    {
        _frame.Add(ClearScreen);
        _lineCount = 0;
    }

    private void GoBack()
    {
        if (_lineCount > 0)
        {
            _frame.Add("\u001b[");
            _frame.Add(_lineCount, default);
            _frame.Add("A");
        }

        _lineCount = 0;
    }
}

/// <summary>Draws a live feed again and again on a thread of its own, which never touches the feed's.</summary>
internal sealed class ScreenThread : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);
    private readonly ManualResetEvent _ended = new(initialState: false);
    private readonly Thread? _thread;

    /// <summary>Begins to draw.</summary>
    /// <param name="screen">Where; null draws nothing.</param>
    /// <param name="tables">Reads the feed.</param>
    public ScreenThread(LiveScreen? screen, LiveStatusTables tables)
    {
        if (screen is null) return;
        _thread = new Thread(() => screen.Run(tables, Period, _ended)) { Name = "screen", IsBackground = true };
        _thread.Start();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended.Set();
        _thread?.Join();
        _ended.Dispose();
    }
}

/// <summary>
/// Writes where a live feed stands when somebody asks. One at a time: signals may follow each other faster than a report is written. After the first
/// it allocates nothing itself; what the runtime takes to deliver a signal is a few hundred bytes.
/// </summary>
/// <param name="tables">Reads the feed.</param>
/// <param name="terminal">Takes the reports beside its results.</param>
internal sealed class LiveSnapshot(LiveStatusTables tables, Terminal terminal)
{
    private readonly Lock _writing = new();
    private readonly CharBuffer _text = new();

    /// <summary>Writes a report.</summary>
    public void Write()
    {
        lock (_writing)
        {
            tables.Write(_text, terminal.IsErrorScreen ? terminal.Size().Columns : int.MaxValue);
            _text.WriteTo(terminal.Error);
        }
    }
}
