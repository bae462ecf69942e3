using FeedHandler.Allocation.Meters;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Core.Recovery;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay.Simulator;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Allocation.Pipelines;

/// <summary>
/// Healing by snapshots allocates nothing: packets are kept, snapshots wait, books of levels and by order are restored, compared and watched in memory that
/// was taken at start.
/// </summary>
public sealed class RecoveryAllocationTests
{
    [Test]
    public void NothingIsAllocatedFromTheFirstPacketOn()
    {
        IReadOnlyList<Arrival> arrivals = Arrivals();
        Measure(arrivals, out _); // pays for compilation only

        Assert.That(Measure(arrivals, out RecoveryCounters counters), Is.EqualTo(Spending.Nothing));
        Assert.That(new[] { counters.Restored, counters.OrdersRestored, counters.SnapshotsAgreed }, Has.All.GreaterThan(50));
    }

    private static Spending Measure(IReadOnlyList<Arrival> arrivals, out RecoveryCounters counters)
    {
        using InstrumentTable instruments = new(64, orders: new ChannelOrders(new OrderLimits(64, 4096, 4096)), heals: new HealWatch(64));
        using EventBuffer buffer = new();
        BatchSink<Nobody> sink = new(buffer, default);
        using FeedChannel<CmeMdp3, CmeDecoder<BatchSink<Nobody>, NoStamps>, NoStamps> channel = new(
            new ArbitrationOptions(), SimulatedLoops.Map, 0, new CmeDecoder<BatchSink<Nobody>, NoStamps>(0, instruments, sink, default), default,
            new RecoveryOptions { Verifies = true });
        ThreadMeter.Settle();
        ThreadMeter meter = default;
        meter.Start();
        for (int i = 0; i < arrivals.Count; i++)
        {
            Arrival arrival = arrivals[i];
            Packet packet = new(arrival.Bytes.Span, arrival.RxNs, SimulatedLoops.GroupOf(arrival));
            if (arrival.Role != FeedRole.Incremental) channel.OnLoopPacket(packet, arrival.RxNs);
            else channel.OnPacket(packet, arrival.RxNs);
        }

        channel.OnEnd();
        counters = channel.Recovery!;
        return meter.Read();
    }

    private static IReadOnlyList<Arrival> Arrivals()
    {
        SimulationOptions options = new() { Seed = 7, EventCount = 3000, ChannelResetCount = 2 };
        LineFaults rough = new() { LostPerMille = 200, JitterNs = 60_000, ReorderedPerMille = 50, FirstSeqNum = 60 };
        SimulatedLoops loops = new(snapshotNs: 5_000_000, definitionNs: 20_000_000, orderSnapshotNs: 5_000_000);
        return loops.Merge(new LineSimulator(7, rough, rough).Send(loops.Follow(options)), 9, rough, rough);
    }

    private readonly struct Nobody : IEventConsumer
    {
        public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch)
        {
        }
    }
}
