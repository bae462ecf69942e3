using Disruptor;
using Disruptor.Dsl;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Venues.Cme;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay.Simulator;
using FeedHandler.Ring;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Conformance.Feeds;

/// <summary>Packets through the pipeline and a ring to a strategy on a thread of its own.</summary>
internal static class RingRun
{
    // Smaller than the events of a capture by far, so that the ring wraps and gates.
    private const int RingSize = 256;

    public static (ulong Value, long Count) DigestOf(IReadOnlyList<Arrival> arrivals, int packetLimit = 64)
    {
        using var instruments = new InstrumentTable(512);
        using var runner = new StrategyRunner<QuietStrategy, NoStamps>(new QuietStrategy(), [instruments], default);
        using var memory = RingMemory.Allocate<MarketEvent>(RingSize);
        var ring = new UnmanagedRingBuffer<MarketEvent>(memory, ProducerType.Single, new YieldingWaitStrategy());
        var consumer = new RingConsumer<MarketEvent, Handler>("conformance", ring, new Handler(runner), IdleStrategy.Yielding);
        var thread = new Thread(consumer.Run);
        thread.Start();
        using (var channel = new FeedChannel<CmeMdp3, CmeDecoder<RingSink, NoStamps>, NoStamps>(
            new ArbitrationOptions(), FeedMap.TwoLines, 0, new CmeDecoder<RingSink, NoStamps>(0, instruments, new RingSink(ring), default), default))
        {
            ChannelHandler<RingSink>.Run(channel, new ArrivalReceiver(arrivals), packetLimit);
        }

        consumer.Halt();
        thread.Join();
        Assert.That(consumer.Failure, Is.Null);
        return (runner.Digests[0].Value, runner.Digests[0].Count);
    }

    private readonly struct Handler(StrategyRunner<QuietStrategy, NoStamps> runner) : IRingHandler<Handler, MarketEvent>
    {
        public void OnEvent(ref MarketEvent data, long sequence, bool endOfBatch) => runner.OnEvent(ref data);
    }
}
