using Disruptor;
using FeedHandler.Ring;

namespace FeedHandler.Core.Events;

/// <summary>
/// Writes events straight into the slots of a ring and makes those of a packet visible together; into a ring too small to hold a whole batch they go by
/// way of a buffer. One feed thread, any number of consumers; a consumer that gates and falls a whole ring behind holds the feed thread up, which the
/// producer counts under its name.
/// </summary>
public unsafe struct RingSink : IEventSink
{
    // The producer makes events visible by itself once they fill half a ring: a ring twice a batch never comes to that.
    private const int DirectRingSizeMin = 2 * EventBuffer.CountMax;
    private readonly RingProducer<MarketEvent> _producer;
    private readonly EventBuffer? _buffer;
    private int _bufferedCount;

    /// <summary>Joins a sink to its producer.</summary>
    /// <param name="producer">The producer; nobody else may publish by it, except another sink on the same thread between two packets.</param>
    public RingSink(RingProducer<MarketEvent> producer)
    {
        ArgumentNullException.ThrowIfNull(producer);
        _producer = producer;
        _buffer = producer.Ring.BufferSize < DirectRingSizeMin ? new EventBuffer() : null;
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
    public readonly int ClaimedCount => _buffer is null ? _producer.UnpublishedCount : _bufferedCount;

    /// <inheritdoc/>
    public ref MarketEvent Claim()
    {
        if (_buffer is null) return ref _producer.Claim();
        return ref _buffer.First[_bufferedCount++];
    }

    /// <inheritdoc/>
    public readonly ref MarketEvent Unpublished(int index)
    {
        if (_buffer is not null) return ref _buffer.First[index];
        return ref _producer[_producer.ClaimedSequence - _producer.UnpublishedCount + 1 + index];
    }

    /// <inheritdoc/>
    public void Publish(ushort publishDelayNs)
    {
        if (_buffer is not null)
        {
            Copy(_buffer.First, publishDelayNs);
        }
        else if (publishDelayNs != 0)
        {
            long last = _producer.ClaimedSequence;
            for (long sequence = last - _producer.UnpublishedCount + 1; sequence <= last; sequence++) _producer[sequence].PublishDelayNs = publishDelayNs;
        }

        _producer.Publish();
    }

    // What the ring makes visible on the way is whole already: nothing of an event changes after this.
    private void Copy(MarketEvent* events, ushort publishDelayNs)
    {
        for (int i = 0; i < _bufferedCount; i++)
        {
            events[i].PublishDelayNs = publishDelayNs;
            _producer.Claim() = events[i];
        }

        _bufferedCount = 0;
    }
}
