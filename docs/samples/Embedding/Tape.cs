using FeedHandler.Core.Events;
using FeedHandler.Engine;

namespace Samples;

/// <summary>Takes events on the far side of the ring, where it may allocate and wait.</summary>
internal sealed class Tape : IFeedSink
{
    private readonly Queue<MarketEvent> _last = new();

    public string Name => "tape";

    public void OnEvent(in MarketEvent marketEvent)
    {
        if (marketEvent.Kind != EventKind.Trade) return;
        _last.Enqueue(marketEvent);
        if (_last.Count > 100) _last.Dequeue();
    }
}
