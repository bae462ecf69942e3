namespace FeedHandler.Codecs.Schema;

/// <summary>Reads schemas from the file system, with the files that they include.</summary>
public static class SchemaFileReader
{
    private const long BytesMax = 1L << 28;

    /// <summary>Reads a schema file in whatever encoding it was published.</summary>
    /// <param name="path">path of the file</param>
    /// <param name="cancellation">ends the reading early with an <see cref="OperationCanceledException"/></param>
    /// <returns>the model, or what is wrong and where; an included file that cannot be read is told where it is named</returns>
    /// <exception cref="IOException">the file itself is not there, cannot be read, or has more than 256 MiB</exception>
    /// <exception cref="UnauthorizedAccessException">the file itself may not be read</exception>
    public static SchemaReading Read(string path, CancellationToken cancellation = default)
        => SchemaReader.Read(ReadText(path), Path.GetFullPath(path), TryReadText, cancellation);

    private static string? TryReadText(string path)
    {
        try
        {
            return File.Exists(path) ? ReadText(path) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string ReadText(string path)
    {
        if (new FileInfo(path).Length > BytesMax)
            throw new IOException($"{path} has more than {BytesMax} bytes, which no schema has: is it one?");
        return SchemaText.Decode(File.ReadAllBytes(path));
    }
}
