using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Pipelines;
using FeedHandler.Core.Venues.Cme;
using FeedHandler.Host.Captures;
using FeedHandler.Host.Replays;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay;

namespace FeedHandler.Host.Ladders;

/// <summary>Reads the events of one instrument out of captures.</summary>
internal static class LadderFeed
{
    /// <summary>The most events that are kept: 256 MB of them.</summary>
    public const int EventCountMax = 1 << 22;

    /// <summary>The instrument's events in order, with the dense index 0.</summary>
    /// <param name="captures">The captures.</param>
    /// <param name="options">How to replay.</param>
    /// <param name="instrumentIndex">The instrument's dense index in a replay of the same captures with the same options.</param>
    /// <param name="stop">Ends reading early.</param>
    public static List<MarketEvent> Read(CaptureSet captures, ReplayOptions options, int instrumentIndex, CancellationToken stop)
    {
        List<MarketEvent> events = [];
        using CaptureReceiver opened = captures.CreateReceiver();
        using EventBuffer buffer = new();
        using InstrumentTable instruments = new(options.InstrumentsMax);
        BatchSink<LadderCollector> sink = new(buffer, new LadderCollector(instrumentIndex, events, EventCountMax));
        using FeedChannel<CmeMdp3, CmeDecoder<BatchSink<LadderCollector>, NoStamps>, NoStamps> channel =
            new(options.Arbitration, new(instruments, sink, default), default);
        CaptureReceiver receiver = opened;
        FeedLoop.Run(channel, ref receiver, default(ReplayMode), stop);
        return events;
    }
}
