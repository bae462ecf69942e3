using Disruptor;
using FeedHandler.Ring;

namespace FeedHandler.Core.Events;

/// <summary>
/// Writes events straight into the slots of a ring and makes those of a packet visible together. One feed thread, any number of
/// consumers; a consumer that gates and falls a whole ring behind holds the feed thread up, which the producer counts under its name.
/// </summary>
public struct RingSink : IEventSink
{
    private readonly RingProducer<MarketEvent> _producer;

    /// <summary>Joins a sink to its producer.</summary>
    /// <param name="producer">The producer; nobody else may publish by it.</param>
    public RingSink(RingProducer<MarketEvent> producer)
    {
        ArgumentNullException.ThrowIfNull(producer);
        _producer = producer;
    }

    /// <summary>Joins a sink to a ring, with a producer of its own.</summary>
    /// <param name="ring">The ring; nobody else may publish to it.</param>
    public RingSink(UnmanagedRingBuffer<MarketEvent> ring)
        : this(new RingProducer<MarketEvent>(ring))
    {
    }

    /// <inheritdoc/>
    public static bool IsEnabled => true;

    /// <inheritdoc/>
    public readonly ref MarketEvent Last => ref _producer[_producer.ClaimedSequence];

    /// <inheritdoc/>
    public readonly int ClaimedCount => _producer.UnpublishedCount;

    /// <inheritdoc/>
    public readonly ref MarketEvent Claim() => ref _producer.Claim();

    /// <inheritdoc/>
    public readonly void Publish(ushort publishDelayNs)
    {
        if (publishDelayNs != 0)
        {
            long last = _producer.ClaimedSequence;
            for (long sequence = last - _producer.UnpublishedCount + 1; sequence <= last; sequence++) _producer[sequence].PublishDelayNs = publishDelayNs;
        }

        _producer.Publish();
    }
}
