using FeedHandler.Host.Shell;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Histograms;

namespace FeedHandler.Host.Live;

/// <summary>
/// Aligned columns of plain text as those of <see cref="Reports.TextTable"/>, filled again and again without allocating: the cells lie one behind the
/// other in one buffer.
/// </summary>
/// <param name="leftColumnCount">How many of the first columns stand left.</param>
/// <param name="keyColumnCount">How many of the first columns name the row.</param>
/// <param name="heads">What stands above the columns.</param>
internal sealed class LiveTable(int leftColumnCount, int keyColumnCount, params string[] heads)
{
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
        _cells.AddDuration(ns);
        EndCell();
    }

    /// <summary>Adds a percentile; a dash of nothing.</summary>
    /// <param name="histogram">The durations, which nobody writes to meanwhile.</param>
    /// <param name="percentile">Which.</param>
    public void AddPercentile(DurationHistogram histogram, double percentile)
    {
        if (histogram.TotalCount == 0) Add("-");
        else AddDuration(histogram.PercentileNs(percentile));
    }

    /// <summary>Writes all rows, in as many blocks of columns as the line is too short for; each begins with the key columns.</summary>
    /// <param name="output">Takes the text.</param>
    /// <param name="columnCount">Characters of a line.</param>
    public void Write(CharBuffer output, int columnCount)
    {
        Measure();
        for (int first = keyColumnCount; first < heads.Length;)
        {
            int end = ColumnBlocks.EndOf(_widths, keyColumnCount, first, GapCount, columnCount);
            for (int row = 0; row < _ends.Count; row += heads.Length)
            {
                for (int column = 0; column < keyColumnCount; column++) WriteCell(output, row, column);
                for (int column = first; column < end; column++) WriteCell(output, row, column);
                output.TrimEnd();
                output.Add("\n");
            }

            first = end;
        }
    }

    private void WriteCell(CharBuffer output, int row, int column)
    {
        ReadOnlySpan<char> text = TextOf(row + column);
        int padding = _widths[column] - text.Length;
        output.AddSpaces(column < leftColumnCount ? GapCount : GapCount + padding);
        output.Add(text);
        if (column < leftColumnCount) output.AddSpaces(padding);
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
