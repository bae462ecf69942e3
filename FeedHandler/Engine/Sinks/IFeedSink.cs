using FeedHandler.Core.Events;

namespace FeedHandler.Engine;

/// <summary>Takes a feed's events on the far side of the ring, where it may allocate, block and fail slowly.</summary>
public interface IFeedSink
{
    /// <summary>A name for its thread and for reports.</summary>
    string Name { get; }

    /// <summary>
    /// Before the first event: here it may ask for <see cref="Feed.NewDefinitions"/>. Not called of a sink that is attached while the feed runs.
    /// </summary>
    /// <param name="feed">The feed that it is attached to.</param>
    void OnOpen(Feed feed)
    {
    }

    /// <summary>Takes one event.</summary>
    /// <param name="marketEvent">The event; valid only during the call.</param>
    void OnEvent(in MarketEvent marketEvent);

    /// <summary>The events so far are all that there were to take: a time to hand on what was gathered. Called behind each batch of events, which is at
    /// least all of a packet.</summary>
    void OnBatchEnd()
    {
    }

    /// <summary>Events before the next one were lost, as the sink was too slow and nobody waits for it (<see cref="FullRing.Skip"/>).</summary>
    /// <param name="lostCount">How many.</param>
    void OnLost(long lostCount)
    {
    }
}

/// <summary>What happens when somebody takes events more slowly than the feed makes them.</summary>
public enum FullRing
{
    /// <summary>The feed waits for it when the ring is full: it misses nothing. The waits are counted under its name.</summary>
    Wait = 0,

    /// <summary>The feed never waits for it: it goes on with the newest event, is told how many it lost, and they are counted under its name.</summary>
    Skip = 1,

    /// <summary>The feed never waits for it: when it is a whole ring behind it has lost events and ends, and the report says so. The others go on.</summary>
    Detach = 2,
}
