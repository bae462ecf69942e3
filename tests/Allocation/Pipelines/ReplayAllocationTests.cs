using FeedHandler.Allocation.Meters;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Core.Recovery;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay.Simulator;
using FeedHandler.Ring;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Allocation.Pipelines;

/// <summary>Healing by packets that are sent again allocates nothing on the feed thread: asking, following and telling go by memory that was taken at start.</summary>
public sealed class ReplayAllocationTests
{
    private const int QuietSteps = 2000;
    private const long QuietNs = 1_000_000_000;

    [Test]
    public void NothingIsAllocatedFromTheFirstPacketOn()
    {
        SimulationOptions options = new() { Seed = 7, EventCount = 3000, ChannelResetCount = 2 };
        LineFaults rough = new() { LostPerMille = 200, JitterNs = 60_000, ReorderedPerMille = 50, FirstSeqNum = 60 };
        SimulatedPacket[] packets = [.. new SimulatedFeed(options).Packets()];
        IReadOnlyList<Arrival> arrivals = new LineSimulator(7, rough, rough).Send(packets);
        Measure(arrivals, packets, out _); // pays for compilation only

        Assert.That(Measure(arrivals, packets, out ReplayCounters counters), Is.EqualTo(Spending.Nothing));
        Assert.That(new[] { counters.Restored, counters.Trades, counters.Requests }, Has.All.GreaterThan(20));
    }

    private static Spending Measure(IReadOnlyList<Arrival> arrivals, SimulatedPacket[] packets, out ReplayCounters counters)
    {
        SpscQueue<ReplayRequest> requests = new(4);
        using ReplayLink link = new(0, requests, 1 << 20);
        using InstrumentTable instruments = new(64);
        using EventBuffer buffer = new();
        BatchSink<Nobody> sink = new(buffer, default);
        using FeedChannel<CmeMdp3, CmeDecoder<BatchSink<Nobody>, NoStamps>, NoStamps> channel = new(
            new ArbitrationOptions(), FeedMap.TwoLines, 0, new CmeDecoder<BatchSink<Nobody>, NoStamps>(0, instruments, sink, default), default, replay: link);
        ThreadMeter.Settle();
        ThreadMeter meter = default;
        meter.Start();
        for (int i = 0; i < arrivals.Count + QuietSteps; i++)
        {
            Arrival arrival = arrivals[Math.Min(i, arrivals.Count - 1)];
            if (i < arrivals.Count) channel.OnPacket(new Packet(arrival.Bytes.Span, arrival.RxNs, (int)arrival.Line), arrival.RxNs);
            Answer(requests, link, packets);
            channel.OnReplies(arrival.RxNs + (Math.Max(0, i - arrivals.Count) * QuietNs));
        }

        counters = link.Counters;
        return meter.Read();
    }

    private static void Answer(SpscQueue<ReplayRequest> requests, ReplayLink link, SimulatedPacket[] packets)
    {
        if (!requests.TryDequeue(out ReplayRequest request)) return;
        for (ulong number = request.First; number < request.Next; number++)
            link.Replies.TryWrite(new ReplayReply(ReplayOutcome.Packet, request.Generation, number, 1, packets[(int)number - 1].Bytes.Span));
        link.Replies.TryWrite(new ReplayReply(ReplayOutcome.Complete, request.Generation, request.Next, 1, default));
    }

    private readonly struct Nobody : IEventConsumer
    {
        public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch)
        {
        }
    }
}
