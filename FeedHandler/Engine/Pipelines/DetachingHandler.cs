using System.Globalization;
using FeedHandler.Core.Events;
using FeedHandler.Ring;

namespace FeedHandler.Engine;

/// <summary>
/// Ends a consumer that was lapped (<see cref="FullRing.Detach"/>): what it has built from events would be wrong from here on. It copies events out of the
/// ring instead of gating the feed, so that none is overwritten under it.
/// </summary>
internal struct DetachingHandler<THandler>(THandler handler) : IRingHandler<DetachingHandler<THandler>, MarketEvent>
    where THandler : struct, IRingHandler<THandler, MarketEvent>
{
    private THandler _handler = handler;

    /// <summary>A consumer that the feed never waits for, and that ends when it is lapped.</summary>
    /// <param name="name">Names it in reports.</param>
    /// <param name="producer">The producer of the ring.</param>
    /// <param name="handler">Takes the events.</param>
    /// <param name="wait">How it waits; a wait that needs the producer's signals sleeps instead, as the producer does not know it.</param>
    public static RingWorker Consumer(string name, RingProducer<MarketEvent> producer, THandler handler, WaitKind wait) =>
        new SkippingConsumer<MarketEvent, DetachingHandler<THandler>>(
            name, producer.NewReader(), new DetachingHandler<THandler>(handler), WaitKinds.IdleOf(wait));

    /// <inheritdoc/>
    public void OnEvent(ref MarketEvent data, long sequence, bool endOfBatch) => _handler.OnEvent(ref data, sequence, endOfBatch);

    /// <summary>Ends the consumer.</summary>
    public static void OnLost(ref DetachingHandler<THandler> handler, long lostCount) => throw new RingDetachedException(string.Create(
        CultureInfo.InvariantCulture,
        $"it fell a whole ring behind the feed and lost {lostCount} events, so it was taken off the ring: make it faster or the ring larger"));
}

/// <summary>A strategy or a sink was lapped by the feed, which does not wait for it, and was given nothing more.</summary>
/// <param name="message">How many events it had lost when it looked at the ring next, and what to do.</param>
public sealed class RingDetachedException(string message) : Exception(message);
