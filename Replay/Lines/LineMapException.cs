namespace FeedHandler.Replay.Lines;

/// <summary>Lines that cannot be told apart, or a map that cannot be read. The message says what is wrong and what to do.</summary>
public sealed class LineMapException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public LineMapException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong and why.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The reason.</param>
    public LineMapException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Says nothing.</summary>
    public LineMapException()
    {
    }
}
