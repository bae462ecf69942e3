namespace FeedHandler.Host.Reports;

/// <summary>Aligned columns of plain text: the first column stands left, the others as asked.</summary>
internal sealed class TextTable(params string[] heads)
{
    private const string Gap = "  ";
    private const string Indent = "  ";
    private readonly List<string[]> _lines = [heads];

    /// <summary>How many of the first columns stand left.</summary>
    public int LeftColumnCount { get; init; } = 1;

    /// <summary>How many columns before the left ones stand right.</summary>
    public int RightColumnCount { get; init; }

    /// <summary>Adds a line with as many cells as there are heads.</summary>
    public void Add(params string[] cells) => _lines.Add(cells);

    /// <summary>Writes all lines.</summary>
    public void Write(TextWriter output)
    {
        int[] widths = [.. heads.Select((_, column) => _lines.Max(line => line[column].Length))];
        foreach (string[] line in _lines) output.WriteLine((Indent + Align(line, widths)).TrimEnd());
    }

    private string Align(string[] cells, int[] widths) =>
        string.Join(Gap, cells.Select((cell, column) => IsLeft(column) ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])));

    private bool IsLeft(int column) => column >= RightColumnCount && column < LeftColumnCount;
}
