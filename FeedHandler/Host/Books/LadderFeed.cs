using System.Runtime.InteropServices;
using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Books;

/// <summary>Reads the events of one instrument out of captures.</summary>
internal static class LadderFeed
{
    /// <summary>The most events that are kept: 256 MB of them.</summary>
    public const int EventCountMax = 1 << 22;

    /// <summary>The instrument's events in order, with the dense index 0.</summary>
    /// <param name="captures">The captures.</param>
    /// <param name="options">How to replay.</param>
    /// <param name="instrument">The instrument, as a replay of the same captures with the same options told of it.</param>
    /// <param name="terminal">Who watches, and may end reading early.</param>
    /// <returns>The events; null when it was stopped before it had all: a part would look like the whole.</returns>
    public static List<MarketEvent>? Read(CaptureSet captures, PipelineOptions options, InstrumentReport instrument, Terminal terminal)
    {
        LadderCollector collector = new(instrument.Channel, instrument.Index, EventCountMax);
        using Feed feed = Feed.For(options.Venue).Replay(captures).Options(_ => options).Sink(collector).Start(terminal.Stop);
        using (new ProgressLine(terminal, "reading the instrument's events", () => feed.Status.RecordCount, share: () => feed.Status.Share)) feed.Wait();
        return feed.Report.Run.WasStopped ? null : collector.Events;
    }
}

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
