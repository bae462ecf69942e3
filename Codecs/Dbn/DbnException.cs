namespace FeedHandler.Dbn;

/// <summary>Bytes that are not what the format says. The message names the file, the byte and what is wrong with it; no text of the file is repeated.</summary>
public sealed class DbnException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="source">The file.</param>
    /// <param name="offset">The byte at which it is, unpacked.</param>
    /// <param name="reason">What is wrong.</param>
    /// <param name="innerException">The reason, where there is another.</param>
    public DbnException(string source, long offset, string reason, Exception? innerException = null)
        : base(FormattableString.Invariant($"{source}: at byte {offset}: {reason}"), innerException) =>
        (File, Offset, Reason) = (source, offset, reason);

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The byte at which it is, of the unpacked bytes.</summary>
    public long Offset { get; }

    /// <summary>What is wrong.</summary>
    public string Reason { get; }
}
