using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Latency.Stages;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Replay.Simulator;

/// <summary>The events that a channel makes of packets, as a digest: what a replay of the capture must come to.</summary>
internal static class CaptureDigest
{
    private const int InstrumentCountMax = 1000;

    public static EventDigest Of(IEnumerable<Arrival> arrivals, CaptureLines lines)
    {
        using InstrumentTable instruments = new InstrumentTable(InstrumentCountMax);
        using EventBuffer buffer = new EventBuffer();
        Total total = new Total();
        BatchSink<Consumer> sink = new BatchSink<Consumer>(buffer, new Consumer(total));
        CmeDecoder<BatchSink<Consumer>, NoStamps> decoder = new(0, instruments, sink, default);
        using FeedChannel<CmeMdp3, CmeDecoder<BatchSink<Consumer>, NoStamps>, NoStamps> channel = new(
            new ArbitrationOptions(), lines.SnapshotMs > 0 || lines.DefinitionMs > 0 ? SimulatedLoops.Map : FeedMap.TwoLines, 0, decoder, default);
        foreach (Arrival arrival in arrivals)
        {
            if (arrival.Role == FeedRole.OrderSnapshot) continue; // no event is made of them
            Packet packet = new(arrival.Bytes.Span, arrival.RxNs, SimulatedLoops.GroupOf(arrival));
            if (arrival.Role != FeedRole.Incremental) channel.OnLoopPacket(packet, arrival.RxNs);
            else channel.OnPacket(packet, arrival.RxNs);
        }

        channel.OnEnd();
        return total.Digest;
    }

    private sealed class Total
    {
        public EventDigest Digest;
    }

    private readonly struct Consumer(Total total) : IEventConsumer
    {
        public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch) => total.Digest.Add(marketEvent);
    }
}
