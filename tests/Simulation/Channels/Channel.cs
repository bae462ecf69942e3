using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Books.Builder;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Core.Recovery;
using FeedHandler.Core.Venues;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay.Simulator;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Simulation.Channels;

/// <summary>The real pipeline, run to completion on the test's thread; after every packet its ledger must be even (<see cref="Ledger"/>).</summary>
internal sealed class Channel : IDisposable
{
    private readonly EventBuffer _buffer = new();
    private readonly FeedChannel<CmeMdp3, CmeDecoder<BatchSink<Probe>, NoStamps>, NoStamps> _feed;
    private readonly Ledger _ledger;

    /// <summary>More than the orders of any run here.</summary>
    public static readonly OrderLimits OrderLimits = new(64, 4096, 4096);

    public Channel(
        Probe.Callback callback, int instrumentCountMax = 64, ArbitrationOptions? arbitration = null, RecoveryOptions? recovery = null, ReplayLink? replay = null,
        bool hasLoops = true)
    {
        Instruments = new InstrumentTable(instrumentCountMax, orders: instrumentCountMax > OrderLimits.Instruments ? null : new ChannelOrders(OrderLimits));
        CmeDecoder<BatchSink<Probe>, NoStamps> decoder = new CmeDecoder<BatchSink<Probe>, NoStamps>(0, Instruments, new BatchSink<Probe>(_buffer, new Probe(callback)), default);
        _feed = new FeedChannel<CmeMdp3, CmeDecoder<BatchSink<Probe>, NoStamps>, NoStamps>(
            arbitration ?? new ArbitrationOptions(), recovery is null || !hasLoops ? FeedMap.TwoLines : SimulatedLoops.Map, 0, decoder, default, recovery, replay);
        _ledger = new Ledger(_feed.Arbitration);
    }

    public InstrumentTable Instruments { get; }

    public BookCounters Counters => _feed.Decoder.Entries;

    public MessageCounters Messages => _feed.Decoder.Messages;

    public ArbitrationCounters Arbitration => _feed.Arbitration;

    public RecoveryCounters? Recovery => _feed.Recovery;

    public ReplayCounters? Replay => _feed.Replay;

    public LoopNeeds? Needs => _feed.Needs;

    public void TakeReplies(long nowNs) => _feed.OnReplies(nowNs);

    public void TakeLoop(in Arrival arrival) =>
        _feed.OnLoopPacket(new Packet(arrival.Bytes.Span, arrival.RxNs, SimulatedLoops.GroupOf(arrival)), arrival.RxNs);

    public void Take(IEnumerable<Arrival> arrivals)
    {
        foreach (Arrival arrival in arrivals) Take(arrival.Bytes.Span, arrival.RxNs, arrival.Line);
        End();
    }

    public void Take(ReadOnlySpan<byte> bytes, long rxNs = 1, Line line = Line.A)
    {
        _feed.OnPacket(new Packet(bytes, rxNs, (int)line), rxNs);
        _ledger.Note((int)line);
    }

    /// <summary>This machine may have dropped packets of the channel.</summary>
    public void Drop(long rxNs) => _feed.OnDropped(rxNs);

    /// <summary>Every group was found empty.</summary>
    public void Drain(long nowNs) => _feed.OnDrained(nowNs);

    public void End()
    {
        _feed.OnEnd();
        _ledger.CheckAtEnd();
    }

    public void Restart() => _feed.Restart();

    public void Dispose()
    {
        _feed.Dispose();
        Instruments.Dispose();
        _buffer.Dispose();
    }
}
