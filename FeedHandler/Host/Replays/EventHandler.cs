using FeedHandler.Core.Events;
using FeedHandler.Ring;

namespace FeedHandler.Host.Replays;

/// <summary>Gives what a ring consumer takes to a consumer of the replay.</summary>
/// <typeparam name="TConsumer">Takes the events; a struct, so that the call is direct.</typeparam>
internal struct EventHandler<TConsumer>(TConsumer consumer) : IRingHandler<EventHandler<TConsumer>, MarketEvent>
    where TConsumer : struct, IEventConsumer
{
    private TConsumer _consumer = consumer;

    /// <inheritdoc/>
    public void OnEvent(ref MarketEvent data, long sequence, bool endOfBatch) => _consumer.OnEvent(ref data, endOfBatch);
}
