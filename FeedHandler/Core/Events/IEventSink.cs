using System.Diagnostics.CodeAnalysis;

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

/// <summary>What takes events on the near side of a batch; a struct type argument, so that the call is direct.</summary>
public interface IEventConsumer
{
    /// <summary>Takes one event.</summary>
    /// <param name="marketEvent">The event; valid only during the call.</param>
    /// <param name="isEndOfBatch">Whether it is the last of its packet.</param>
    void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch);
}

/// <summary>A sink that wants nothing: books are built, events are not made.</summary>
public struct NullSink : IEventSink
{
    /// <inheritdoc/>
    public static bool IsEnabled => false;

    /// <inheritdoc/>
    public readonly int ClaimedCount => 0;

    /// <inheritdoc/>
    [DoesNotReturn]
    public ref MarketEvent Claim() => throw new InvalidOperationException("This sink takes no events.");

    /// <inheritdoc/>
    [DoesNotReturn]
    public ref MarketEvent Unpublished(int index) => throw new InvalidOperationException("This sink takes no events.");

    /// <inheritdoc/>
    public readonly void Publish(ushort publishDelayNs)
    {
    }
}
