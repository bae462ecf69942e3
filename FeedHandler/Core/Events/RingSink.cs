using Disruptor;

namespace FeedHandler.Core.Events;

/// <summary>
/// Writes events straight into the slots of a ring and makes those of a packet visible together. One feed thread, any number of
/// consumers; a consumer
/// that falls a whole ring behind holds the feed thread up, which <see cref="UnmanagedRingBuffer{T}"/>'s gating sequences make visible.
/// </summary>
public struct RingSink : IEventSink
{
    private readonly UnmanagedRingBuffer<MarketEvent> _ring;
    private readonly int _batchCountMax;
    private long _first;
    private int _count;

    /// <summary>Joins a sink to its ring.</summary>
    /// <param name="ring">The ring; nobody else may publish to it.</param>
    public RingSink(UnmanagedRingBuffer<MarketEvent> ring)
    {
        _ring = ring;
        _batchCountMax = ring.BufferSize / 2;
    }

    /// <inheritdoc/>
    public static bool IsEnabled => true;

    /// <inheritdoc/>
    public readonly ref MarketEvent Last => ref _ring[_first + _count - 1];

    /// <inheritdoc/>
    public readonly int ClaimedCount => _count;

    /// <inheritdoc/>
    public ref MarketEvent Claim()
    {
        // Slots that are claimed but not visible cannot be consumed: a packet larger than the ring would wait for itself.
        if (_count == _batchCountMax) Publish(0);
        var sequence = _ring.Next();
        if (_count == 0) _first = sequence;
        _count++;
        return ref _ring[sequence];
    }

    /// <inheritdoc/>
    public void Publish(ushort publishDelayNs)
    {
        if (_count == 0) return;
        var last = _first + _count - 1;
        if (publishDelayNs != 0)
        {
            for (var sequence = _first; sequence <= last; sequence++) _ring[sequence].PublishDelayNs = publishDelayNs;
        }

        _count = 0;
        _ring.Publish(_first, last);
    }
}
