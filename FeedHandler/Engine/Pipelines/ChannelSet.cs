using System.Runtime.CompilerServices;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Books.Builder;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Core.Recovery;
using FeedHandler.Core.Venues;
using FeedHandler.Latency.Stages;
using FeedHandler.Latency.Wire;
using FeedHandler.Native.Clocks;

namespace FeedHandler.Engine;

/// <summary>The channels of one feed thread, each with arbitration, instruments and counters of its own.</summary>
/// <typeparam name="TVenue">The venue's framing.</typeparam>
/// <typeparam name="TDecoder">The venue's decoder.</typeparam>
/// <typeparam name="TStamps">Stage stamps, or <see cref="NoStamps"/>.</typeparam>
public sealed class ChannelSet<TVenue, TDecoder, TStamps> : IDisposable
    where TVenue : struct, IVenue
    where TDecoder : struct, IMessageDecoder
    where TStamps : struct, IStamps
{
    private readonly FeedChannel<TVenue, TDecoder, TStamps>[] _channels;
    private TStamps _stamps;
    private WireWatch? _wire;

    /// <summary>Takes the memory of every channel.</summary>
    /// <param name="options">How.</param>
    /// <param name="source">What the groups are.</param>
    /// <param name="stamps">The feed thread's stamps.</param>
    /// <param name="instruments">The instruments of each channel; they are disposed of with the set.</param>
    /// <param name="createDecoder">Makes the decoder of a channel.</param>
    public ChannelSet(
        PipelineOptions options, FeedSource source, TStamps stamps, InstrumentTable[] instruments, Func<int, InstrumentTable, TDecoder> createDecoder)
    {
        (Map, AsksForReplay, _stamps) = (source.Map, options.ReplayLinks.Count > 0, stamps);
        ArbitrationOptions arbitration = options.Arbitration with { FollowsNotes = source.NotesGaps };
        RecoveryOptions recovery = (options.OrdersMax > 0 ? RecoveryOptions.ForOrders : new RecoveryOptions()) with { Verifies = options.Verifies };
        _channels = new FeedChannel<TVenue, TDecoder, TStamps>[instruments.Length];
        ChannelState[] states = new ChannelState[instruments.Length];
        for (int i = 0; i < instruments.Length; i++)
        {
            TDecoder decoder = createDecoder(i, instruments[i]);
            _channels[i] = new FeedChannel<TVenue, TDecoder, TStamps>(arbitration, Map, i, decoder, stamps, recovery, LinkOf(options, i))
            {
                Ways = TStamps.Enabled ? new PacketWays() : null,
            };
            states[i] = StateOf(_channels[i], i, Map.ChannelIds[i]);
        }

        States = states;
        ByGroup = new FeedChannel<TVenue, TDecoder, TStamps>?[Map.GroupCount];
        ByLoopGroup = new FeedChannel<TVenue, TDecoder, TStamps>?[Map.GroupCount];
        for (int group = 0; group < ByGroup.Length; group++)
        {
            ByGroup[group] = ChannelOf(group, FeedRole.Incremental);
            if (HealedBy(group) is { Recovery: not null } healed) ByLoopGroup[group] = healed;
        }

        OtherPackets = new long[Map.GroupCount];
    }

    /// <summary>What the groups are.</summary>
    public FeedMap Map { get; }

    /// <summary>The channels.</summary>
    public FeedChannel<TVenue, TDecoder, TStamps>[] Channels => _channels;

    /// <summary>What each keeps.</summary>
    public IReadOnlyList<ChannelState> States { get; }

    /// <summary>Whether any channel asks for lost packets.</summary>
    public bool AsksForReplay { get; }

    /// <summary>The channel to whose sequence a group's packets belong; null for groups of another role.</summary>
    public FeedChannel<TVenue, TDecoder, TStamps>?[] ByGroup { get; }

    /// <summary>The channel that a group's loops heal; null for groups of another role, and where the venue's decoder reads none.</summary>
    public FeedChannel<TVenue, TDecoder, TStamps>?[] ByLoopGroup { get; }

    /// <summary>Packets of groups whose role is not followed, by group. Written by the feed thread.</summary>
    public long[] OtherPackets { get; }

    /// <summary>Makes the instruments of every channel.</summary>
    public static InstrumentTable[] CreateInstruments(PipelineOptions options, FeedSource source)
    {
        int touchedCount = options.TouchesAllBooks ? options.InstrumentsMax : PipelineOptions.InstrumentsMaxDefault / source.Map.ChannelIds.Count;
        int untakenCountMax = options.RingSize + DefinitionLog.CountDefault; // a ring full of them, and what is about to go into it
        InstrumentTable[] tables = new InstrumentTable[source.Map.ChannelIds.Count];
        for (int i = 0; i < tables.Length; i++)
        {
            HealWatch heals = new(options.InstrumentsMax);
            tables[i] = new InstrumentTable(options.InstrumentsMax, touchedCount, untakenCountMax, CreateOrders(options), heals);
        }

        return tables;
    }

    /// <summary>Has a listener told what the clock decides, on every channel.</summary>
    public void ListenToGaps(IGapListener listener)
    {
        foreach (FeedChannel<TVenue, TDecoder, TStamps> channel in _channels) channel.GapListener = listener;
    }

    /// <summary>Has it watched how long packets are on their way here, on every channel; without stamps nothing is watched.</summary>
    /// <param name="wire">Takes it.</param>
    public void Watch(WireWatch wire)
    {
        if (!TStamps.Enabled) return;
        _wire = wire;
        foreach (FeedChannel<TVenue, TDecoder, TStamps> channel in _channels) channel.Wire = wire;
    }

    /// <summary>Compares the stage clock with the wall clock when that is due, on the feed thread.</summary>
    /// <param name="nowNs">The time of the steady clock, in nanoseconds.</param>
    /// <param name="isIdle">Whether the poll before found nothing.</param>
    public void CompareClocks(long nowNs, bool isIdle)
    {
        if (_wire is { } wire && wire.IsDue(nowNs, isIdle)) CompareClocks(wire, nowNs);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (FeedChannel<TVenue, TDecoder, TStamps> channel in _channels) channel.Dispose();
        foreach (ChannelState state in States) state.Instruments.Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CompareClocks(WireWatch wire, long nowNs)
    {
        long beforeTicks = _stamps.Now();
        long wallNs = WallClock.NowNs();
        long widthTicks = _stamps.Now() - beforeTicks;
        long middleTicks = beforeTicks + (widthTicks / 2);
        wire.Anchor(nowNs, middleTicks, wallNs, _stamps.DurationNs(widthTicks), _stamps.DurationNs(middleTicks - wire.AnchorTicks));
    }

    private static ChannelState StateOf(FeedChannel<TVenue, TDecoder, TStamps> channel, int index, int id)
    {
        TDecoder decoder = channel.Decoder;
        return new ChannelState(index, id, channel.Arbitration, decoder.Messages, decoder.Entries, decoder.Instruments)
        {
            Recovery = channel.Recovery,
            Replay = channel.Replay,
            Needs = channel.Needs,
            Ways = channel.Ways,
        };
    }

    private static ChannelOrders? CreateOrders(PipelineOptions options) => options.OrdersMax == 0
        ? null
        : new ChannelOrders(new OrderLimits(options.InstrumentsMax, options.OrdersMax, options.OrdersMax) { IsTouched = options.TouchesAllBooks });

    private FeedChannel<TVenue, TDecoder, TStamps>? HealedBy(int group) => Map[group].Role switch
    {
        FeedRole.Snapshot or FeedRole.Definitions => _channels[Map.ChannelOf(group)],
        FeedRole.OrderSnapshot when _channels[Map.ChannelOf(group)] is { KeepsOrders: true } channel => channel,
        _ => null,
    };

    private static ReplayLink? LinkOf(PipelineOptions options, int channel) => channel < options.ReplayLinks.Count ? options.ReplayLinks[channel] : null;

    private FeedChannel<TVenue, TDecoder, TStamps>? ChannelOf(int group, FeedRole role) =>
        Map[group].Role == role ? _channels[Map.ChannelOf(group)] : null;
}

/// <summary>What one channel of a pipeline keeps, whatever its venue.</summary>
/// <param name="Index">Its index in the feed map.</param>
/// <param name="Id">Its number at the venue; 0 where nobody named it.</param>
/// <param name="Arbitration">What arbitration saw.</param>
/// <param name="Messages">What the decoder met of messages.</param>
/// <param name="Entries">What the decoder met of entries.</param>
/// <param name="Instruments">The feed's instruments and books.</param>
public sealed record ChannelState(
    int Index, int Id, ArbitrationCounters Arbitration, MessageCounters Messages, BookCounters Entries, InstrumentTable Instruments)
{
    /// <summary>What snapshots did; null where none come, or the venue's decoder reads none.</summary>
    public RecoveryCounters? Recovery { get; init; }

    /// <summary>Which loops are needed now; null where none come, or the venue's decoder reads none.</summary>
    public LoopNeeds? Needs { get; init; }

    /// <summary>How long its packets took, by line and class; null without stamps.</summary>
    public PacketWays? Ways { get; init; }

    /// <summary>What packets did that were sent again; null where nobody is asked for any.</summary>
    public ReplayCounters? Replay { get; init; }
}
