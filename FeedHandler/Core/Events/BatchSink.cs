namespace FeedHandler.Core.Events;

/// <summary>
/// The sink without a ring: a packet's events are collected and handed to a consumer on the feed thread itself, run to completion.
/// </summary>
/// <typeparam name="TConsumer">The consumer.</typeparam>
public unsafe struct BatchSink<TConsumer> : IEventSink
    where TConsumer : struct, IEventConsumer
{
    private readonly MarketEvent* _events;
    private TConsumer _consumer;
    private int _count;

    /// <summary>Joins a sink to its consumer.</summary>
    /// <param name="buffer">Holds the events of a packet; must outlive the sink.</param>
    /// <param name="consumer">Takes the events.</param>
    public BatchSink(EventBuffer buffer, TConsumer consumer)
    {
        _events = buffer.First;
        _consumer = consumer;
    }

    /// <inheritdoc/>
    public static bool IsEnabled => true;

    /// <inheritdoc/>
    public readonly int ClaimedCount => _count;

    /// <summary>The consumer, for what it has gathered.</summary>
    public readonly TConsumer Consumer => _consumer;

    /// <inheritdoc/>
    public ref MarketEvent Claim() => ref _events[_count++];

    /// <inheritdoc/>
    public readonly ref MarketEvent Unpublished(int index) => ref _events[index];

    /// <inheritdoc/>
    public void Publish(ushort publishDelayNs)
    {
        int count = _count;
        _count = 0;
        for (int i = 0; i < count; i++)
        {
            _events[i].PublishDelayNs = publishDelayNs;
            _consumer.OnEvent(ref _events[i], i == count - 1);
        }
    }
}
