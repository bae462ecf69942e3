namespace FeedHandler.Codecs.Schema;

/// <summary>Reads schemas from the file system, with the files that they include: these lie in the schema's folder, or below it.</summary>
public static class SchemaFileReader
{
    private const long BytesMax = 1L << 28;
    private const int PartBytes = 1 << 16;

    /// <summary>Reads a schema file in whatever encoding it was published.</summary>
    /// <param name="path">path of the file</param>
    /// <param name="cancellation">ends the reading early with an <see cref="OperationCanceledException"/></param>
    /// <returns>the model, or what is wrong and where; an included file that cannot be read is told where it is named</returns>
    /// <exception cref="IOException">the file itself is not there, cannot be read, or has more than 256 MiB; or it includes one that lies outside of its
    /// folder, by its path or through a link</exception>
    /// <exception cref="UnauthorizedAccessException">the file itself may not be read</exception>
    public static SchemaReading Read(string path, CancellationToken cancellation = default)
        => Read(path, static _ => null, static file => file, cancellation);

    /// <summary>Reads a schema file as <see cref="Read(string, CancellationToken)"/> does, but no file that somebody objects to.</summary>
    /// <param name="path">path of the file</param>
    /// <param name="fault">what is wrong with a file that is included, such as "is a pipe"; null when nothing is</param>
    /// <param name="unpack">gives the bytes of a file that may be packed, whose stream is then its own to dispose</param>
    /// <param name="cancellation">ends the reading early with an <see cref="OperationCanceledException"/></param>
    /// <returns>the model, or what is wrong and where; an included file that cannot be read is told where it is named</returns>
    /// <exception cref="IOException">as of the other method; or an included file has a fault</exception>
    /// <exception cref="InvalidDataException">a packed file is damaged</exception>
    /// <exception cref="UnauthorizedAccessException">the file itself may not be read</exception>
    public static SchemaReading Read(string path, Func<string, string?> fault, Func<Stream, Stream> unpack, CancellationToken cancellation = default)
    {
        string full = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(full)!;
        return SchemaReader.Read(ReadText(path, unpack), full, Include, cancellation);

        string? Include(string target)
        {
            RequireWithin(path, folder, target);
            return fault(target) is { } found
                ? throw new IOException($"{path}: includes '{target}', which {found}: include a file")
                : TryReadText(target, unpack);
        }
    }

    // A schema comes from elsewhere: it must not have other files of this machine read and shown.
    private static void RequireWithin(string path, string folder, string target)
    {
        string bounds = RealPath.Of(folder).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        string real = RealPath.Of(Path.GetFullPath(target));
        if (real.StartsWith(bounds, StringComparison.Ordinal))
            return;
        string link = real == target ? "" : $" (it leads to '{real}')";
        throw new IOException($"{path}: includes '{target}'{link}, which lies outside of the schema's folder: put a copy into that folder and include it");
    }

    private static string? TryReadText(string path, Func<Stream, Stream> unpack)
    {
        try
        {
            return File.Exists(path) ? ReadText(path, unpack) : null;
        }
        catch (Exception exception) when (
            exception is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string ReadText(string path, Func<Stream, Stream> unpack)
    {
        using Stream file = unpack(File.OpenRead(path));
        using MemoryStream bytes = new();
        byte[] part = new byte[PartBytes];
        for (int count = file.Read(part, 0, part.Length); count > 0; count = file.Read(part, 0, part.Length))
        {
            if (bytes.Length + count > BytesMax)
                throw new IOException($"{path} has more than {BytesMax} bytes, which no schema has: is it one?");
            bytes.Write(part, 0, count);
        }

        return SchemaText.Decode(bytes.ToArray());
    }
}
