using FeedHandler.Allocation.Meters;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay.Simulator;
using FeedHandler.Sinks.Multicast;
using FeedHandler.Venues.Cme;
using FeedHandler.Venues.Normalized;

namespace FeedHandler.Allocation.Pipelines;

/// <summary>Following another feed's datagrams allocates nothing behind the first of them, with losses, snapshots and orders too.</summary>
public sealed class NormalizedAllocationTests
{
    private const int InstrumentsMax = 64;
    private const int FirstLoop = 2;
    private const int Settled = 10; // the first part of orders costs a channel 248 bytes, once
    private static readonly OrderLimits Limits = new(InstrumentsMax, 4096, 4096);
    private static readonly FeedMap Map = new(
        new FeedGroup(310, FeedRole.Incremental, Line.A), new FeedGroup(310, FeedRole.Incremental, Line.B), new FeedGroup(310, FeedRole.Snapshot, Line.A));

    [Test]
    public void NothingIsAllocatedOnceEveryKindWasMet()
    {
        List<(int Group, byte[] Bytes)> sent = Publish();
        Measure(sent, out _); // pays for compilation only

        Assert.That(Measure(sent, out RecoveryCounts counts), Is.EqualTo(Spending.Nothing));
        Assert.That(new[] { counts.Lost, counts.Restored, counts.OrdersRestored }, Has.All.GreaterThan(5));
    }

    private static List<(int Group, byte[] Bytes)> Publish()
    {
        List<(int, byte[])> sent = [];
        long nowNs = 1;
        using InstrumentTable instruments = new(InstrumentsMax, orders: new ChannelOrders(Limits));
        ChannelPlan plan = new(310, InstrumentsMax, new DefinitionReplica(InstrumentsMax, instruments.Told), Lines(0, 1), Lines(FirstLoop)) { Orders = Limits };
        using MulticastPublisher publisher = new(new PublishSettings { LoopPeriodNs = 1 }, [plan], () => nowNs);
        using EventBuffer buffer = new();
        BatchSink<Sender> sink = new(buffer, new Sender(publisher));
        using FeedChannel<CmeMdp3, CmeDecoder<BatchSink<Sender>, NoStamps>, NoStamps> channel = new(
            new ArbitrationOptions(), FeedMap.TwoLines, 0, new CmeDecoder<BatchSink<Sender>, NoStamps>(0, instruments, sink, default), default);
        foreach (SimulatedPacket packet in new SimulatedFeed(new SimulationOptions { Seed = 7, EventCount = 2000 }).Packets())
        {
            channel.OnPacket(new Packet(packet.Bytes.Span, nowNs, 0), nowNs);
            nowNs += 1_000_000;
            publisher.Tick();
        }

        return sent;

        DatagramLines Lines(params int[] groups) => new([.. groups.Select(group => new Keeper(group, sent))]);
    }

    private static Spending Measure(List<(int Group, byte[] Bytes)> sent, out RecoveryCounts counts)
    {
        using InstrumentTable instruments = new(InstrumentsMax, orders: new ChannelOrders(Limits));
        using EventBuffer buffer = new();
        BatchSink<Nobody> sink = new(buffer, default);
        using FeedChannel<NormalizedFeed, NormalizedDecoder<BatchSink<Nobody>, NoStamps>, NoStamps> channel = new(
            new ArbitrationOptions(), Map, 0, NormalizedDecoder<BatchSink<Nobody>, NoStamps>.Create(0, instruments, sink, default), default);
        ThreadMeter.Settle();
        ThreadMeter meter = default;
        for (int i = 0; i < sent.Count; i++)
        {
            if (i == Settled) meter.Start();
            (int group, byte[] bytes) = sent[i];
            Packet packet = new(bytes, i * 100_000L, group);
            if (group >= FirstLoop) channel.OnLoopPacket(packet, packet.RxNs);
            else if (i % 40 > 1) channel.OnPacket(packet, packet.RxNs);
        }

        Spending spent = meter.Read();
        counts = new RecoveryCounts(channel.Arbitration.Lost, channel.Recovery!.Restored, channel.Recovery.OrdersRestored);
        return spent;
    }

    private readonly record struct RecoveryCounts(long Lost, long Restored, long OrdersRestored);

    private readonly struct Sender(MulticastPublisher publisher) : IEventConsumer
    {
        private readonly MulticastPublisher _publisher = publisher;

        public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch)
        {
            _publisher.Take(marketEvent);
            if (isEndOfBatch) _publisher.Publish();
        }
    }

    private readonly struct Nobody : IEventConsumer
    {
        public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch)
        {
        }
    }

    private sealed class Keeper(int group, List<(int, byte[])> sent) : IDatagramLine
    {
        public long RefusedCount => 0;

        public string? Failure => null;

        public void Send(ReadOnlySpan<byte> datagram) => sent.Add((group, datagram.ToArray()));

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }
}
