namespace FeedHandler.Replay.Slicing;

/// <summary>Frames that the format of the slice cannot hold.</summary>
public sealed class SliceException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="message">What does not fit, and what to do.</param>
    public SliceException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong and why.</summary>
    /// <param name="message">What does not fit, and what to do.</param>
    /// <param name="innerException">The reason.</param>
    public SliceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Says nothing.</summary>
    public SliceException()
    {
    }
}
