using Disruptor;
using Disruptor.Dsl;
using FeedHandler.Allocation.Meters;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Events;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay;
using FeedHandler.Ring;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Allocation.Pipelines;

/// <summary>Packets to a ring on one thread, the ring to a strategy on another, each with a meter of its own.</summary>
internal sealed class RingRun
{
    private const int RingEventCount = 4096;

    private RingRun(Spending feed, MeteredHandler handler)
    {
        (FeedSpending, ConsumerSpending, EventCount) = (feed, handler.Spending, handler.EventCount);
    }

    /// <summary>What the feed thread spent.</summary>
    public Spending FeedSpending { get; }

    /// <summary>What the strategy's thread spent, from its first event to its last.</summary>
    public Spending ConsumerSpending { get; }

    /// <summary>Events that the strategy was given.</summary>
    public long EventCount { get; }

    /// <summary>Drains a store once.</summary>
    public static RingRun Drain(PacketStore store, StrategySeat seat)
    {
        using RingMemory memory = RingMemory.Allocate<MarketEvent>(RingEventCount);
        UnmanagedRingBuffer<MarketEvent> ring = new(memory, ProducerType.Single, new YieldingWaitStrategy());
        StageStamps<MonotonicClock> stamps = new(default, new StageHistograms("feed"));
        using FeedChannel<CmeMdp3, CmeDecoder<RingSink, StageStamps<MonotonicClock>>, StageStamps<MonotonicClock>> channel =
            new(new ArbitrationOptions(), FeedMap.TwoLines, 0, new(0, seat.Instruments, new RingSink(ring), stamps), stamps);
        RingConsumer<MarketEvent, MeteredHandler> consumer = new("strategy", ring, new MeteredHandler(seat.Consumer), IdleStrategy.Yielding);
        Thread thread = new(consumer.Run) { IsBackground = true };
        store.Rewind();
        ThreadMeter.Settle();
        thread.Start();
        while (consumer.State < RingWorkerState.Started) Thread.Yield();

        ThreadMeter meter = default;
        meter.Start();
        FeedDoor<RingSink>.Drain(channel, store);
        Spending feed = meter.Read();
        consumer.Halt();
        thread.Join();
        Assert.That(consumer.Failure, Is.Null);
        return new RingRun(feed, consumer.Handler);
    }

    private struct MeteredHandler(StrategyConsumer consumer) : IRingHandler<MeteredHandler, MarketEvent>
    {
        private ThreadMeter _meter;

        public Spending Spending { get; private set; }

        public long EventCount { get; private set; }

        public static void OnStart(ref MeteredHandler handler) => handler._meter.Start();

        public void OnEvent(ref MarketEvent data, long sequence, bool endOfBatch)
        {
            EventCount++;
            consumer.OnEvent(ref data, endOfBatch);
        }

        public static void OnShutdown(ref MeteredHandler handler) => handler.Spending = handler._meter.Read();
    }
}
