using System.Runtime.InteropServices;
using FeedHandler.Core.Events;
using FeedHandler.Engine;

namespace FeedHandler.Host.Ladders;

/// <summary>Keeps the events of one instrument, and of the whole channel, in order.</summary>
internal sealed class LadderCollector(int channel, int instrumentIndex, int eventCountMax) : IFeedSink
{
    /// <inheritdoc/>
    public string Name => "ladder";

    /// <summary>What was kept.</summary>
    public List<MarketEvent> Events { get; } = [];

    /// <inheritdoc/>
    public void OnEvent(in MarketEvent marketEvent)
    {
        if (marketEvent.Channel != channel) return;
        bool isOurs = marketEvent.InstrumentIndex == instrumentIndex;
        bool isEverybodys = marketEvent.InstrumentIndex == MarketEvent.NoInstrument && marketEvent.Kind != EventKind.EventEnd;
        if ((!isOurs && !isEverybodys) || Events.Count == eventCountMax) return;
        Events.Add(marketEvent);
        if (isOurs) CollectionsMarshal.AsSpan(Events)[^1].InstrumentIndex = 0; // books of one instrument are kept: it becomes the first
    }
}
