using FeedHandler.Core.Events;

namespace FeedHandler.Venues.Tests.Cme.Feeds;

/// <summary>Hands events to an object that outlives the pipeline.</summary>
internal readonly struct Probe(Action<MarketEvent> take) : IEventConsumer
{
    public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch) => take(marketEvent);
}
