namespace FeedHandler.Client;

/// <summary>A feed that is subscribed to, wherever it is: in shared memory (<see cref="SharedFeed"/>) or behind a gateway (<see cref="RemoteFeed"/>).</summary>
public interface IBookFeed : IDisposable
{
    /// <summary>Where it is, for people.</summary>
    string Name { get; }

    /// <summary>How many instruments are subscribed to so far.</summary>
    int Count { get; }

    /// <summary>How many instruments of the feed are known here so far.</summary>
    int InstrumentCount { get; }

    /// <summary>Instruments that had no room, so that nobody can subscribe to them.</summary>
    int LeftOutCount { get; }

    /// <summary>Events that were lost to this reader.</summary>
    long LostCount { get; }

    /// <summary>How often the feed's process began anew.</summary>
    long RestartCount { get; }

    /// <summary>Whether the feed's process is there at this moment, as far as is known.</summary>
    bool HasWriter { get; }

    /// <summary>Whether the feed ended by itself, and has told all that it had to tell.</summary>
    bool HasEnded { get; }

    /// <summary>Whether books are still waited for.</summary>
    bool AwaitsBooks { get; }

    /// <summary>How long ago whoever tells the feed last said that it is well; null before it did.</summary>
    TimeSpan? SinceHeartbeat { get; }

    /// <summary>Subscribes to instruments: those that are there, and those that come.</summary>
    /// <param name="selector">Which.</param>
    void Add(InstrumentSelector selector);

    /// <summary>Takes what is new. It never waits, and allocates nothing while instruments stay what they are.</summary>
    /// <param name="subscriber">Is told.</param>
    SharedFeedPoll Poll(IBookSubscriber subscriber);

    /// <summary>Waits until there may be something to poll for.</summary>
    /// <param name="timeoutMs">How long at most, in milliseconds.</param>
    void Wait(int timeoutMs);
}
