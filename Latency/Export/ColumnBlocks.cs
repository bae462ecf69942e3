namespace FeedHandler.Latency.Export;

/// <summary>
/// How a table that is wider than the screen is folded: into blocks of columns one below the other, each of which begins with the same key columns,
/// so that nothing is cut and nothing is left out.
/// </summary>
public static class ColumnBlocks
{
    /// <summary>Where the block ends that begins with a column.</summary>
    /// <param name="widths">The width of every column in characters.</param>
    /// <param name="keyCount">How many of the first columns every block repeats.</param>
    /// <param name="first">The first column of the block behind its key columns.</param>
    /// <param name="gap">Characters before a column.</param>
    /// <param name="columnCount">Characters of a line.</param>
    /// <returns>The column behind the last that fits; a block has one column at least, however wide.</returns>
    public static int EndOf(ReadOnlySpan<int> widths, int keyCount, int first, int gap, int columnCount)
    {
        long used = 0;
        for (int column = 0; column < keyCount; column++) used += gap + widths[column];
        int end = first;
        while (end < widths.Length)
        {
            used += gap + widths[end];
            if (used > columnCount && end > first) break;
            end++;
        }

        return end;
    }
}
