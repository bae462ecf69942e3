using System.Runtime.CompilerServices;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Recovery;
using FeedHandler.Core.Venues;
using FeedHandler.Latency.Stages;
using FeedHandler.Latency.Wire;

namespace FeedHandler.Core.Pipelines;

/// <summary>
/// One channel on one feed thread: a packet comes in, is judged, decoded and applied to books, and its events are published, run to
/// completion with no lock and no allocation.
/// </summary>
/// <typeparam name="TVenue">The venue's framing.</typeparam>
/// <typeparam name="TDecoder">The venue's decoder.</typeparam>
/// <typeparam name="TStamps">Stage stamps, or <see cref="NoStamps"/>.</typeparam>
public sealed partial class FeedChannel<TVenue, TDecoder, TStamps> : IFeedChannel, IDisposable
    where TVenue : struct, IVenue
    where TDecoder : struct, IMessageDecoder
    where TStamps : struct, IStamps
{
    private readonly LineArbitrator<TVenue> _arbitrator;
    private readonly FeedMap _map;
    private readonly Line[] _lineOf;
    private readonly ChannelRecovery? _recovery; // null where no loops come or nobody reads them, and no lost packets are asked for
    private readonly LossReplay<TVenue>? _loss; // null where no lost packets are asked for
    private TDecoder _decoder;
    private TStamps _stamps;
    private long _idleSinceTicks;

    /// <summary>Joins the parts of a channel.</summary>
    /// <param name="arbitration">When a missing packet is given up.</param>
    /// <param name="map">What groups are.</param>
    /// <param name="channel">The channel's index in the map; it has an incremental group.</param>
    /// <param name="decoder">The venue's decoder.</param>
    /// <param name="stamps">The stage stamps; copies of it must record to the same histograms.</param>
    /// <param name="recovery">What is kept to heal by snapshots, where the channel has a group of loops; null for the usual.</param>
    /// <param name="replay">By which lost packets are asked for; null for nobody. It stays the caller's.</param>
    public FeedChannel(
        ArbitrationOptions arbitration, FeedMap map, int channel, TDecoder decoder, TStamps stamps, RecoveryOptions? recovery = null, ReplayLink? replay = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        _arbitrator = new LineArbitrator<TVenue>(arbitration, map, channel);
        _lineOf = new Line[map.GroupCount];
        for (int group = 0; group < map.GroupCount; group++) _lineOf[group] = map[group].Line;
        _map = map;
        FeedRole[] loops = LoopsOf(map, channel, decoder);
        _loss = CreateReplay(replay, channel, decoder);
        if (loops.Length > 0 || _loss is not null)
            _recovery = new ChannelRecovery(recovery ?? new RecoveryOptions(), decoder.Instruments.Books.CountMax, loops);
        _decoder = decoder;
        _stamps = stamps;
    }

    /// <summary>What arbitration saw.</summary>
    public ArbitrationCounters Arbitration => _arbitrator.Counters;

    /// <summary>What the loops of snapshots and definitions did; null where none come.</summary>
    public RecoveryCounters? Recovery => _recovery?.Counters;

    /// <summary>Which loops are needed now; null where none come.</summary>
    public LoopNeeds? Needs => _recovery?.Needs;

    /// <summary>Whether books by order are kept.</summary>
    public bool KeepsOrders => _decoder.Instruments.Orders is not null;

    /// <summary>The decoder, for its counters.</summary>
    public ref TDecoder Decoder => ref _decoder;

    /// <summary>Is told when the clock gives packets up; null for nobody.</summary>
    public IGapListener? GapListener { get; set; }

    /// <summary>Takes how long each packet took, by line and class; null for nobody. It needs stamps.</summary>
    public PacketWays? Ways { get; set; }

    /// <summary>Takes how long packets were on their way here; null for nobody. It needs stamps.</summary>
    public WireWatch? Wire { get; set; }

    /// <summary>Marks the moment from which the receiver works: what passes until the next packet is the receive stage.</summary>
    public void OnPollStart()
    {
        if (TStamps.Enabled) _idleSinceTicks = _stamps.Now();
    }

    /// <summary>Assumes, before the first packet, what earlier runs were told of instruments.</summary>
    public void OnBegin()
    {
        if (TDecoder.TakesCache) _decoder.Assume(_decoder.Instruments.Cached.Span);
    }

    /// <summary>Takes a packet.</summary>
    /// <param name="packet">The packet, of an incremental group of the channel; its bytes are not kept.</param>
    /// <param name="nowNs">The time now: of the capture in a replay, of the clock when live.</param>
    public void OnPacket(in Packet packet, long nowNs)
    {
        long stampTicks = 0L;
        if (TStamps.Enabled)
        {
            stampTicks = _stamps.Now();
            _stamps.Record(Stage.Receive, _idleSinceTicks, stampTicks);
        }

        if (!TVenue.TryReadHeader(packet.Bytes, out PacketHeader header))
        {
            _arbitrator.RefuseHeadless(packet.Group);
            return;
        }

        Verdict verdict = _arbitrator.OfferPlain(header, packet.Bytes, packet.Group);
        if (TStamps.Enabled) _stamps.Record(Stage.Arbitrate, stampTicks, _stamps.Now());
        bool isDelivered = verdict == Verdict.Process;
        if (isDelivered) Decode(packet, header, stampTicks);
        else if (verdict == Verdict.Unusual) isDelivered = TakeUnusual(packet, header, nowNs, stampTicks);
        if (_arbitrator.IsHolding || _isInDoubt) DecideBehind(packet.RxNs, nowNs);
        if (TStamps.Enabled) EndPacket(packet, header.SendingTimeNs, stampTicks, isDelivered);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _arbitrator.Dispose();
        _recovery?.Dispose();
        _loss?.Dispose();
    }

    private void EndPacket(in Packet packet, long sentNs, long stampTicks, bool isDelivered)
    {
        long sinceTicks = _idleSinceTicks;
        _idleSinceTicks = _stamps.Now();
        _stamps.EndPacket(packet.Bytes, packet.Group, packet.RxNs, (sinceTicks, stampTicks, _idleSinceTicks));
        if (isDelivered) EndWay(packet, stampTicks);
        if (Wire is { } wire) wire.Record(packet.Group, sentNs, packet.RxNs, _stamps.DurationNs(stampTicks - wire.AnchorTicks));
    }

    private void EndWay(in Packet packet, long stampTicks) =>
        Ways?.Record(_lineOf[packet.Group], TVenue.ClassOf(packet.Bytes), _stamps.DurationNs(_idleSinceTicks - stampTicks));

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per packet
    private void Decode(in Packet packet, in PacketHeader header, long stampTicks)
    {
        _decoder.Decode(packet, header, _lineOf[packet.Group], stampTicks);
        if (_recovery is not null) OnDecoded(packet, header);
    }
}
