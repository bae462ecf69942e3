using FeedHandler.Core.Events;

namespace FeedHandler.Host.Ladders;

/// <summary>Keeps the events of one instrument, and of the whole channel, in order.</summary>
internal readonly struct LadderCollector(int channel, int instrumentIndex, List<MarketEvent> events, int eventCountMax) : IEventConsumer
{
    private readonly int _channel = channel;
    private readonly int _instrumentIndex = instrumentIndex;
    private readonly List<MarketEvent> _events = events;
    private readonly int _eventCountMax = eventCountMax;

    /// <inheritdoc/>
    public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch)
    {
        if (marketEvent.Channel != _channel) return;
        bool isOurs = marketEvent.InstrumentIndex == _instrumentIndex;
        bool isEverybodys = marketEvent.InstrumentIndex == MarketEvent.NoInstrument && marketEvent.Kind != EventKind.EventEnd;
        if ((!isOurs && !isEverybodys) || _events.Count == _eventCountMax) return;
        _events.Add(marketEvent);
        // Books of one instrument are kept: it becomes the first.
        if (isOurs) System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_events)[^1].InstrumentIndex = 0;
    }
}
