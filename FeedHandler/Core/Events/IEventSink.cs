namespace FeedHandler.Core.Events;

/// <summary>
/// Where the feed thread writes its events: a ring, a buffer, or nothing. Events are written in place: claim a slot, fill it, and make all of a packet's
/// events visible at once. Who writes publishes after <see cref="EventBuffer.CountMax"/> claims at the latest, so that what is published together
/// depends on the feed alone and never on the room that a sink happens to have.
/// </summary>
public interface IEventSink
{
    /// <summary>Whether events are wanted at all; when false the code that makes them compiles to nothing.</summary>
    static abstract bool IsEnabled { get; }

    /// <summary>How many events were claimed since the last <see cref="Publish"/>.</summary>
    int ClaimedCount { get; }

    /// <summary>The next slot to write. It holds bytes of an older event: every field must be set.</summary>
    /// <returns>The slot; valid until <see cref="Publish"/>.</returns>
    ref MarketEvent Claim();

    /// <summary>A slot that was claimed and is not yet published.</summary>
    /// <param name="index">Its place, from 0 below <see cref="ClaimedCount"/>.</param>
    ref MarketEvent Unpublished(int index);

    /// <summary>Makes the claimed events visible to consumers.</summary>
    /// <param name="publishDelayNs">From the packet's arrival to now, for <see cref="MarketEvent.PublishDelayNs"/>.</param>
    void Publish(ushort publishDelayNs);
}
