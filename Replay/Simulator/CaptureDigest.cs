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

    public static EventDigest Of(IEnumerable<Arrival> arrivals)
    {
        using InstrumentTable instruments = new InstrumentTable(InstrumentCountMax);
        using EventBuffer buffer = new EventBuffer();
        Total total = new Total();
        BatchSink<Consumer> sink = new BatchSink<Consumer>(buffer, new Consumer(total));
        using FeedChannel<CmeMdp3, CmeDecoder<BatchSink<Consumer>, NoStamps>, NoStamps> channel = new(
            new ArbitrationOptions(), FeedMap.TwoLines, 0, new CmeDecoder<BatchSink<Consumer>, NoStamps>(0, instruments, sink, default), default);
        foreach (Arrival arrival in arrivals) channel.OnPacket(new Packet(arrival.Bytes.Span, arrival.RxNs, (int)arrival.Line), arrival.RxNs);
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
