namespace FeedHandler.Replay.Captures;

/// <summary>A file that is not a capture, or of a kind that must be unpacked first. The message names the file, what it is and what to
/// do.</summary>
public sealed class CaptureFormatException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="message">The file, what is wrong and what to do.</param>
    public CaptureFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong and why.</summary>
    /// <param name="message">The file, what is wrong and what to do.</param>
    /// <param name="innerException">The reason.</param>
    public CaptureFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Says nothing.</summary>
    public CaptureFormatException()
    {
    }
}
