using Disruptor;
using Disruptor.Dsl;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay.Simulator;
using FeedHandler.Ring;
using FeedHandler.Sinks.Strategies;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Conformance.Feeds;

/// <summary>Packets through the pipeline and a ring to strategies on threads of their own.</summary>
internal static class RingRun
{
    public static (ulong Value, long Count) DigestOf(IReadOnlyList<Arrival> arrivals, int packetLimit = 64) =>
        DigestsOf(arrivals, new RingShape { PacketLimit = packetLimit })[0];

    /// <summary>The digest that each consumer comes to.</summary>
    public static IReadOnlyList<(ulong Value, long Count)> DigestsOf(IReadOnlyList<Arrival> arrivals, RingShape shape)
    {
        using InstrumentTable instruments = new InstrumentTable(InlineRun.InstrumentsMax, untakenCountMax: shape.Size + DefinitionLog.CountDefault);
        using RingMemory memory = RingMemory.Allocate<MarketEvent>(shape.Size);
        UnmanagedRingBuffer<MarketEvent> ring = new UnmanagedRingBuffer<MarketEvent>(memory, ProducerType.Single, shape.Wait);
        RingConsumer<MarketEvent, Handler>[] consumers = Enumerable.Range(1, shape.ConsumerCount).Select(number => Consumer(number, ring, instruments)).ToArray();
        Thread[] threads = consumers.Select(static consumer => new Thread(consumer.Run)).ToArray();
        foreach (Thread? thread in threads) thread.Start();
        Feed(arrivals, shape, instruments, ring);
        foreach (RingConsumer<MarketEvent, Handler>? consumer in consumers) consumer.Halt();
        foreach (Thread? thread in threads) thread.Join();
        return [.. consumers.Select(Take)];
    }

    private static RingConsumer<MarketEvent, Handler> Consumer(int number, UnmanagedRingBuffer<MarketEvent> ring, InstrumentTable instruments)
    {
        StrategyRunner<QuietStrategy, NoStamps> runner = new StrategyRunner<QuietStrategy, NoStamps>(new QuietStrategy(), [instruments], default);
        return new RingConsumer<MarketEvent, Handler>($"conformance-{number}", ring, new Handler(runner), IdleStrategy.OfRing);
    }

    private static void Feed(IReadOnlyList<Arrival> arrivals, RingShape shape, InstrumentTable instruments, UnmanagedRingBuffer<MarketEvent> ring)
    {
        using FeedChannel<CmeMdp3, CmeDecoder<RingSink, NoStamps>, NoStamps> channel = new FeedChannel<CmeMdp3, CmeDecoder<RingSink, NoStamps>, NoStamps>(
            new ArbitrationOptions(), FeedMap.TwoLines, 0, new CmeDecoder<RingSink, NoStamps>(0, instruments, new RingSink(ring), default), default);
        ChannelHandler<RingSink>.Run(channel, new ArrivalReceiver(arrivals), shape.PacketLimit);
    }

    private static (ulong Value, long Count) Take(RingConsumer<MarketEvent, Handler> consumer)
    {
        using StrategyRunner<QuietStrategy, NoStamps> runner = consumer.Handler.Runner;
        Assert.That(consumer.Failure, Is.Null);
        return (runner.Digests[0].Value, runner.Digests[0].Count);
    }

    private readonly struct Handler(StrategyRunner<QuietStrategy, NoStamps> runner) : IRingHandler<Handler, MarketEvent>
    {
        public StrategyRunner<QuietStrategy, NoStamps> Runner => runner;

        public void OnEvent(ref MarketEvent data, long sequence, bool endOfBatch) => runner.OnEvent(ref data);
    }
}
