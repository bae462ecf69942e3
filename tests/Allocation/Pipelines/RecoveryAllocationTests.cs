using FeedHandler.Allocation.Meters;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay.Simulator;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Allocation.Pipelines;

/// <summary>Healing by snapshots allocates nothing: packets are kept, snapshots wait and books are restored in memory that was taken at start.</summary>
public sealed class RecoveryAllocationTests
{
    private static readonly FeedMap Map = new(
        FeedGroup.Of(Line.A), FeedGroup.Of(Line.B), new FeedGroup(0, FeedRole.Snapshot, Line.A), new FeedGroup(0, FeedRole.Snapshot, Line.B));

    [Test]
    public void NothingIsAllocatedFromTheFirstPacketOn()
    {
        IReadOnlyList<Arrival> arrivals = Arrivals();
        Measure(arrivals, out _); // pays for compilation only

        Assert.That(Measure(arrivals, out long restoredCount), Is.EqualTo(Spending.Nothing));
        Assert.That(restoredCount, Is.GreaterThan(50));
    }

    private static Spending Measure(IReadOnlyList<Arrival> arrivals, out long restoredCount)
    {
        using InstrumentTable instruments = new(64);
        using EventBuffer buffer = new();
        BatchSink<Nobody> sink = new(buffer, default);
        using FeedChannel<CmeMdp3, CmeDecoder<BatchSink<Nobody>, NoStamps>, NoStamps> channel = new(
            new ArbitrationOptions(), Map, 0, new CmeDecoder<BatchSink<Nobody>, NoStamps>(0, instruments, sink, default), default);
        ThreadMeter.Settle();
        ThreadMeter meter = default;
        meter.Start();
        for (int i = 0; i < arrivals.Count; i++)
        {
            Arrival arrival = arrivals[i];
            Packet packet = new(arrival.Bytes.Span, arrival.RxNs, ((int)arrival.Role * 2) + (int)arrival.Line);
            if (arrival.Role == FeedRole.Snapshot) channel.OnLoopPacket(packet, arrival.RxNs);
            else channel.OnPacket(packet, arrival.RxNs);
        }

        channel.OnEnd();
        restoredCount = channel.Recovery!.Restored;
        return meter.Read();
    }

    private static IReadOnlyList<Arrival> Arrivals()
    {
        SimulationOptions options = new() { Seed = 7, EventCount = 3000, ChannelResetCount = 2 };
        LineFaults rough = new() { LostPerMille = 200, JitterNs = 60_000, ReorderedPerMille = 50, FirstSeqNum = 60 };
        SimulatedFeed feed = new(options);
        SnapshotLoops loops = new(feed, options, intervalNs: 5_000_000);
        List<SimulatedPacket> packets = [];
        List<SimulatedPacket> snapshots = [];
        while (feed.TryNext(out SimulatedPacket packet))
        {
            packets.Add(packet);
            snapshots.AddRange(loops.Due(packet.SendingTimeNs));
        }

        IEnumerable<Arrival> healing = new LineSimulator(9, rough, rough).Send(snapshots).Select(static arrival => arrival with { Role = FeedRole.Snapshot });
        return [.. new LineSimulator(7, rough, rough).Send(packets).Concat(healing).OrderBy(static arrival => arrival.RxNs)];
    }

    private readonly struct Nobody : IEventConsumer
    {
        public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch)
        {
        }
    }
}
