using FeedHandler.Host.Shell;
using FeedHandler.Latency.Export;

namespace FeedHandler.Host.Reports;

/// <summary>
/// Aligned columns of plain text: the first column stands left, the others as asked. A table that is wider than its page is folded into blocks of columns,
/// each of which begins with what names the line.
/// </summary>
internal sealed class TextTable(params string[] heads)
{
    private const string Gap = "  ";
    private readonly List<string[]> _lines = [heads];

    /// <summary>How many of the first columns stand left.</summary>
    public int LeftColumnCount { get; init; } = 1;

    /// <summary>How many columns before the left ones stand right.</summary>
    public int RightColumnCount { get; init; }

    /// <summary>How many of the first columns name the line.</summary>
    public int KeyColumnCount { get; init; } = 1;

    /// <summary>Adds a line with as many cells as there are heads.</summary>
    public void Add(params string[] cells) => _lines.Add(cells);

    /// <summary>In how many blocks it is written, of which each has a line for each of its own and one for the heads.</summary>
    /// <param name="columnCount">How wide the page is.</param>
    public int BlockCount(int columnCount) => Blocks(Widths(), columnCount).Count();

    /// <summary>Writes all lines.</summary>
    public void Write(TextPage page)
    {
        int[] widths = Widths();
        foreach ((int first, int end) in Blocks(widths, page.ColumnCount))
        {
            int[] columns = [.. Enumerable.Range(0, KeyColumnCount), .. Enumerable.Range(first, end - first)];
            foreach (string[] line in _lines)
                page.Writer.WriteLine(string.Concat(columns.Select(column => Gap + Align(line[column], column, widths[column]))).TrimEnd());
        }
    }

    private int[] Widths() => [.. heads.Select((_, column) => _lines.Max(line => line[column].Length))];

    private IEnumerable<(int First, int End)> Blocks(int[] widths, int columnCount)
    {
        for (int first = KeyColumnCount; first < heads.Length;)
        {
            int end = ColumnBlocks.EndOf(widths, KeyColumnCount, first, Gap.Length, columnCount);
            yield return (first, end);
            first = end;
        }
    }

    private string Align(string cell, int column, int width) =>
        column >= RightColumnCount && column < LeftColumnCount ? cell.PadRight(width) : cell.PadLeft(width);
}
