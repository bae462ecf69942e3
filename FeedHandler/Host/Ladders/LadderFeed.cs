using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Host.Captures;
using FeedHandler.Host.Replays;
using FeedHandler.Host.Reports;
using FeedHandler.Replay;
using Channels = FeedHandler.Host.Replays.ChannelSet<FeedHandler.Venues.Cme.CmeMdp3,
    FeedHandler.Venues.Cme.CmeDecoder<FeedHandler.Core.Events.BatchSink<FeedHandler.Host.Ladders.LadderCollector>, FeedHandler.Latency.Stages.NoStamps>,
    FeedHandler.Latency.Stages.NoStamps>;

namespace FeedHandler.Host.Ladders;

/// <summary>Reads the events of one instrument out of captures.</summary>
internal static class LadderFeed
{
    /// <summary>The most events that are kept: 256 MB of them.</summary>
    public const int EventCountMax = 1 << 22;

    /// <summary>The instrument's events in order, with the dense index 0.</summary>
    /// <param name="captures">The captures.</param>
    /// <param name="options">How to replay.</param>
    /// <param name="instrument">The instrument, as a replay of the same captures with the same options told of it.</param>
    /// <param name="stop">Ends reading early.</param>
    /// <returns>The events; null when it was stopped before it had all: a part would look like the whole.</returns>
    public static List<MarketEvent>? Read(CaptureSet captures, ReplayOptions options, InstrumentReport instrument, CancellationToken stop)
    {
        List<MarketEvent> events = [];
        using CaptureReceiver opened = captures.CreateReceiver();
        using EventBuffer buffer = new();
        BatchSink<LadderCollector> sink = new(buffer, new LadderCollector(instrument.Channel, instrument.Index, events, EventCountMax));
        InstrumentTable[] instruments = Channels.CreateInstruments(options, captures.Source);
        using Channels channels = new(options, captures.Source, default, instruments, (channel, table) => new(channel, table, sink, default));
        CaptureReceiver receiver = opened;
        return FeedLoop.Run(channels, ref receiver, default(ReplayMode), stop).WasStopped ? null : events;
    }
}
