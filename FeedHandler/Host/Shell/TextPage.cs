namespace FeedHandler.Host.Shell;

/// <summary>Where a report for a person goes, and how wide its lines may be.</summary>
/// <param name="writer">Takes the text.</param>
/// <param name="columnCount">Characters of a line; a file has no limit.</param>
internal sealed class TextPage(TextWriter writer, int columnCount = int.MaxValue)
{
    /// <summary>Takes the text.</summary>
    public TextWriter Writer => writer;

    /// <summary>Characters of a line.</summary>
    public int ColumnCount => columnCount;

    /// <summary>Writes a line, which the terminal breaks where it is too long.</summary>
    public void WriteLine(string line = "") => writer.WriteLine(line);

    /// <summary>Writes part of a line.</summary>
    public void Write(string text) => writer.Write(text);
}
