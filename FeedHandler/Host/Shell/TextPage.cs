namespace FeedHandler.Host.Shell;

/// <summary>Where a report for a person goes, and how wide its lines may be.</summary>
/// <param name="writer">Takes the text.</param>
/// <param name="columnCount">Characters of a line; a file has no limit.</param>
internal sealed class TextPage(TextWriter writer, int columnCount = int.MaxValue)
{
    private const int LabelColumns = 9;

    /// <summary>Takes the text.</summary>
    public TextWriter Writer => writer;

    /// <summary>Characters of a line.</summary>
    public int ColumnCount => columnCount;

    /// <summary>Writes a line; one that is too long goes on in further lines, below its text and not its label.</summary>
    public void WriteLine(string line = "")
    {
        int indent = IndentOf(line);
        while (line.Length > columnCount && line.LastIndexOf(' ', columnCount) is var blank && blank > indent)
        {
            writer.WriteLine(line[..blank].TrimEnd());
            line = new string(' ', indent) + line[(blank + 1)..].TrimStart();
        }

        writer.WriteLine(line);
    }

    /// <summary>Writes part of a line.</summary>
    public void Write(string text) => writer.Write(text);

    // Lines of a report begin with a label of so many characters, or with blanks.
    private static int IndentOf(string line)
    {
        int blanks = line.Length - line.TrimStart().Length;
        bool isLabelled = blanks == 0 && line.Length > LabelColumns && line[LabelColumns - 1] == ' ' && line[LabelColumns] != ' ';
        return isLabelled ? LabelColumns : blanks + 2;
    }
}
