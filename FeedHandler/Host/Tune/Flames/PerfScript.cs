using System.Globalization;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Tune.Flames;

/// <summary>Reads what `perf script` prints of samples with their stacks.</summary>
internal sealed class PerfScript
{
    private const int LineLengthMax = 16_384;
    private const int WordCountMax = 16;
    private const int KnownCountMax = 100_000;
    private readonly List<StackFrame> _frames = [];
    private readonly Dictionary<string, StackFrame> _known = new(StringComparer.Ordinal);
    private readonly HashSet<int> _processes = [];
    private string? _thread;

    private PerfScript()
    {
    }

    /// <summary>The samples.</summary>
    public StackTree Stacks { get; } = new();

    /// <summary>The processes that they are of.</summary>
    public IReadOnlySet<int> Processes => _processes;

    /// <summary>Lines that make no sense.</summary>
    public long ForeignLineCount { get; private set; }

    /// <summary>Reads it to its end.</summary>
    /// <param name="text">What was printed.</param>
    /// <param name="name">Where it comes from, for messages.</param>
    /// <param name="stop">Ends the reading early.</param>
    /// <exception cref="CommandException">There is no sample in it.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static PerfScript Read(TextReader text, string name, CancellationToken stop)
    {
        PerfScript script = new();
        BoundedLines lines = new(text, LineLengthMax);
        while (lines.Read() is { } line)
        {
            stop.ThrowIfCancellationRequested();
            script.Take(line);
        }

        script.Finish();
        if (script.Stacks.Root.Total == 0)
            throw new CommandException($"{name}: no sample in it: give what perf script prints of perf record -g, as perf script > FILE writes it");
        return script;
    }

    private void Take(string line)
    {
        if (line.Length == 0) Finish();
        else if (line[0] == '#') return;
        else if (char.IsWhiteSpace(line[0])) TakeFrame(line.Trim());
        else TakeHead(line);
    }

    // "feed 4711/4712 [001] 13321.06: 1003009 cpu-clock:", where the thread's name may have blanks, and the core is there or not.
    private void TakeHead(string line)
    {
        Finish();
        string[] words = line.Split(' ', WordCountMax, StringSplitOptions.RemoveEmptyEntries);
        for (int i = 1; i < words.Length - 1; i++)
        {
            if (!TryReadProcess(words[i], out int process) || !(IsTime(words[i + 1]) || (i + 2 < words.Length && IsTime(words[i + 2])))) continue;
            _processes.Add(process);
            _thread = FrameNames.Plain(string.Join(' ', words[..i]));
            return;
        }

        ForeignLineCount++;
    }

    // "7f7799e40000 symbol+0x1f (/usr/lib/libc.so.6)"
    private void TakeFrame(string line)
    {
        int blank = line.IndexOf(' ');
        if (_thread is null || blank < 0 || !ulong.TryParse(line.AsSpan(0, blank), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out _))
        {
            if (line.Length > 0) ForeignLineCount++;
            return;
        }

        string place = line[(blank + 1)..];
        if (!_known.TryGetValue(place, out StackFrame frame))
        {
            frame = FrameNames.Of(place);
            if (_known.Count < KnownCountMax) _known.Add(place, frame);
        }

        // Who calls whom within a module without names, nobody can say.
        if (_frames.Count == 0 || _frames[^1] != frame || !FrameNames.IsModule(frame)) _frames.Add(frame);
    }

    private void Finish()
    {
        if (_thread is not null) Stacks.Add(_thread, _frames);
        _thread = null;
        _frames.Clear();
    }

    private static bool TryReadProcess(string word, out int process) =>
        int.TryParse(word.Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out process);

    private static bool IsTime(string word) => word.EndsWith(':') && word.Contains('.', StringComparison.Ordinal)
        && double.TryParse(word.AsSpan(0, word.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
}

/// <summary>Lines of a text, each cut to a length: a file without line ends fills no memory.</summary>
/// <param name="text">The text.</param>
/// <param name="lengthMax">Characters of a line that are kept.</param>
internal sealed class BoundedLines(TextReader text, int lengthMax)
{
    private readonly char[] _block = new char[1 << 16];
    private readonly System.Text.StringBuilder _line = new();
    private int _next;
    private int _count;

    /// <summary>The next line without its end; null behind the last.</summary>
    public string? Read()
    {
        _line.Clear();
        bool hasAny = false;
        while (_next < _count || Fill())
        {
            hasAny = true;
            int end = Array.IndexOf(_block, '\n', _next, _count - _next);
            int length = (end < 0 ? _count : end) - _next;
            _line.Append(_block, _next, Math.Min(length, lengthMax - _line.Length));
            _next += length + 1;
            if (end >= 0) break;
        }

        return hasAny ? _line.ToString().TrimEnd('\r') : null;
    }

    private bool Fill()
    {
        (_next, _count) = (0, text.Read(_block, 0, _block.Length));
        return _count > 0;
    }
}
