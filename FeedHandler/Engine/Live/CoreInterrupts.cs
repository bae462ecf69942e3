using System.Buffers.Text;
using System.Text;

namespace FeedHandler.Engine;

/// <summary>
/// What one core is interrupted by, as /proc/interrupts or /proc/softirqs count it: how many of each source came since the look before, and how many do so
/// usually. Allocates only when the file has other rows than before. For one thread, which is no feed thread.
/// </summary>
internal sealed class CoreInterrupts
{
    /// <summary>So many looks are needed before anything is unusual.</summary>
    public const int QuietLooksMin = 8;

    private const int RowCountMax = 4096;
    private const double Forgetting = 1.0 / 16;
    private const int UnusualMin = 4;
    private readonly List<Source> _sources = [];
    private readonly Dictionary<string, long> _blamed = new(StringComparer.Ordinal);
    private int _core = -1;
    private int _quietCount;

    /// <summary>How often each source was the most unusual one, of those that ever were.</summary>
    public IEnumerable<(string Name, long Count)> Blamed => _blamed.Select(static pair => (pair.Key, pair.Value));

    /// <summary>Takes a reading; of another core than before, or with other rows, it is the first one.</summary>
    /// <param name="text">The file.</param>
    /// <param name="core">The core, as the kernel counts.</param>
    public void Take(ReadOnlySpan<byte> text, int core)
    {
        int column = ColumnOf(TakeLine(ref text), core);
        int rowCount = column < 0 ? 0 : Math.Min(text.Count((byte)'\n'), RowCountMax);
        bool isFirst = core != _core || rowCount != _sources.Count;
        if (rowCount != _sources.Count) _sources.Clear();
        for (int row = 0; row < rowCount; row++)
        {
            ReadOnlySpan<byte> line = TakeLine(ref text);
            if (row == _sources.Count) _sources.Add(new Source(NameOf(line)));
            isFirst |= !_sources[row].Take(CountOf(line, column), isFirst);
        }

        (_core, _quietCount) = (core, isFirst ? 0 : _quietCount);
    }

    /// <summary>Has the last reading count among what is usual.</summary>
    public void Learn()
    {
        double share = Math.Max(Forgetting, 1.0 / ++_quietCount); // a plain mean, until there are enough of them
        foreach (Source source in _sources) source.Usual += (source.Since - source.Usual) * share;
    }

    /// <summary>Whether any source interrupted the core more than twice as often as usual, and blames the one that exceeds that most.</summary>
    public bool BlameUnusual()
    {
        if (_quietCount < QuietLooksMin) return false;
        Source? most = null;
        foreach (Source source in _sources)
        {
            if (source.Since >= (2 * source.Usual) + UnusualMin && (most is null || source.Since - source.Usual > most.Since - most.Usual)) most = source;
        }

        if (most is not null) _blamed[most.Name] = _blamed.GetValueOrDefault(most.Name) + 1;
        return most is not null;
    }

    /// <summary>How many of a source came since the look before, and the source's name contains a text; 0 when there is none.</summary>
    internal long SinceOf(string name) => _sources.Find(source => source.Name.Contains(name, StringComparison.Ordinal))?.Since ?? 0;

    private static ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? text : text[..end];
        text = end < 0 ? [] : text[(end + 1)..];
        return line;
    }

    // The head names the cores that are on, in order; a core that is off has no column.
    private static int ColumnOf(ReadOnlySpan<byte> head, int core)
    {
        int column = 0;
        foreach (Range word in head.Split((byte)' '))
        {
            ReadOnlySpan<byte> name = head[word];
            if (!name.StartsWith("CPU"u8)) continue;
            if (Utf8Parser.TryParse(name[3..], out int number, out _) && number == core) return column;
            column++;
        }

        return -1;
    }

    // A row is a label, a number for each core, and words; some rows have one number alone.
    private static long CountOf(ReadOnlySpan<byte> line, int column)
    {
        int colon = line.IndexOf((byte)':');
        if (colon < 0) return 0;
        line = line[(colon + 1)..];
        foreach (Range word in line.Split((byte)' '))
        {
            if (line[word].IsEmpty) continue;
            if (!Utf8Parser.TryParse(line[word], out long count, out int used) || used != line[word].Length) return 0;
            if (column-- == 0) return count;
        }

        return 0;
    }

    private static string NameOf(ReadOnlySpan<byte> line)
    {
        string[] words = Encoding.UTF8.GetString(line).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] text = [.. words.Skip(1).SkipWhile(static word => word.All(char.IsAsciiDigit))];
        return words.Length == 0 ? "" : text.Length == 0 ? words[0].TrimEnd(':') : $"{words[0].TrimEnd(':')} {string.Join(' ', text)}";
    }

    private sealed class Source(string name)
    {
        private long _count;

        public string Name => name;

        public long Since { get; private set; }

        public double Usual { get; set; }

        // False when the count fell, as it does when the row is another source's now.
        public bool Take(long count, bool isFirst)
        {
            bool goesOn = isFirst || count >= _count;
            Since = isFirst || !goesOn ? 0 : count - _count;
            _count = count;
            return goesOn;
        }
    }
}
