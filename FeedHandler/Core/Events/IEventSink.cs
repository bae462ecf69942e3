namespace FeedHandler.Core.Events;

/// <summary>
/// Where the feed thread writes its events: a ring, a buffer, or nothing. Events are written in place: claim a slot, fill it, and make
/// all of a
/// packet's events visible at once.
/// </summary>
public interface IEventSink
{
    /// <summary>Whether events are wanted at all; when false the code that makes them compiles to nothing.</summary>
    static abstract bool IsEnabled { get; }

    /// <summary>The next slot to write. It holds bytes of an older event: every field must be set.</summary>
    /// <returns>The slot; valid until the next call.</returns>
    ref MarketEvent Claim();

    /// <summary>The slot that was claimed last and is not yet published.</summary>
    ref MarketEvent Last { get; }

    /// <summary>How many events were claimed since the last <see cref="Publish"/>.</summary>
    int ClaimedCount { get; }

    /// <summary>Makes the claimed events visible to consumers.</summary>
    /// <param name="publishDelayNs">From the packet's arrival to now, for <see cref="MarketEvent.PublishDelayNs"/>.</param>
    void Publish(ushort publishDelayNs);
}
