namespace FeedHandler.Client;

/// <summary>How a shared feed is read.</summary>
public sealed record SharedFeedOptions
{
    /// <summary>When the subscriber is told of books.</summary>
    public Delivery Delivery { get; init; }

    /// <summary>With <see cref="Delivery.Interval"/>: how often, in milliseconds.</summary>
    public int IntervalMs { get; init; } = 1000;

    /// <summary>Whether books by order are kept of the instruments that are subscribed to, where the feed keeps them: 55 bytes for each of the channels'
    /// orders, 66 for each of their levels.</summary>
    public bool Orders { get; init; }

    /// <summary>The user who must own the file; null for this process' own. Name another one only where that user is trusted: whoever owns the file can make
    /// a reader see anything, and by cutting it off can end its process.</summary>
    public uint? OwnerId { get; init; }
}

/// <summary>A shared feed cannot be read.</summary>
/// <param name="message">Which file, what is wrong, what to do.</param>
/// <param name="isTransient">Whether it may pass by itself: the feed has not begun yet.</param>
public sealed class SharedFeedException(string message, bool isTransient) : Exception(message)
{
    /// <summary>Whether it may pass by itself.</summary>
    public bool IsTransient { get; } = isTransient;
}

/// <summary>What a poll found.</summary>
public enum SharedFeedPoll
{
    /// <summary>Nothing new.</summary>
    Idle = 0,

    /// <summary>Events were taken.</summary>
    Taken = 1,

    /// <summary>Books are waited for, which the writer gives behind its events; when it is gone they do not come.</summary>
    Waiting = 2,

    /// <summary>The feed has ended and everything was read. Another may begin: go on polling to follow it.</summary>
    Ended = 3,
}
