using FeedHandler.Host.Shell;
using FeedHandler.Latency.Export;

namespace FeedHandler.Host.Live;

/// <summary>
/// Aligned columns of plain text as those of <see cref="Reports.TextTable"/>, filled again and again without allocating: the cells lie one behind the
/// other in one buffer. The last column stands right.
/// </summary>
/// <param name="leftColumnCount">How many of the first columns stand left.</param>
/// <param name="heads">What stands above the columns.</param>
internal sealed class LiveTable(int leftColumnCount, params string[] heads)
{
    private const int DurationCharsMax = 64;
    private const int GapCount = 2;
    private readonly CharBuffer _cells = new();
    private readonly List<int> _ends = [];
    private readonly int[] _widths = new int[heads.Length];

    /// <summary>Begins anew, with the heads alone.</summary>
    public void Clear()
    {
        _cells.Clear();
        _ends.Clear();
        foreach (string head in heads) Add(head);
    }

    /// <summary>Adds a cell; as many as there are heads make a row.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        _cells.Add(text);
        EndCell();
    }

    /// <summary>Adds a whole number.</summary>
    public void Add(long number)
    {
        _cells.Add(number, "N0");
        EndCell();
    }

    /// <summary>Adds a share in percent.</summary>
    public void AddPercent(double percent)
    {
        _cells.Add(percent, "N1");
        Add(" %");
    }

    /// <summary>Adds a duration.</summary>
    /// <param name="ns">Nanoseconds.</param>
    public void AddDuration(double ns)
    {
        if (DurationText.TryFormat(ns, _cells.Room(DurationCharsMax), out int count)) _cells.Advance(count);
        EndCell();
    }

    /// <summary>Writes all rows.</summary>
    public void Write(CharBuffer output)
    {
        Measure();
        for (int cell = 0; cell < _ends.Count; cell++)
        {
            int column = cell % heads.Length;
            ReadOnlySpan<char> text = TextOf(cell);
            int padding = _widths[column] - text.Length;
            output.AddSpaces(column < leftColumnCount ? GapCount : GapCount + padding);
            output.Add(text);
            if (column < leftColumnCount) output.AddSpaces(padding);
            if (column == heads.Length - 1) output.Add("\n");
        }
    }

    private void Measure()
    {
        Array.Clear(_widths);
        for (int cell = 0; cell < _ends.Count; cell++)
            _widths[cell % heads.Length] = Math.Max(_widths[cell % heads.Length], TextOf(cell).Length);
    }

    private ReadOnlySpan<char> TextOf(int cell) => _cells.Text[(cell == 0 ? 0 : _ends[cell - 1]).._ends[cell]];

    private void EndCell() => _ends.Add(_cells.Length);
}
