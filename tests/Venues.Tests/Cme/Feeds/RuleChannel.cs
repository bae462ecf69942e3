using System.Buffers.Binary;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Books;
using FeedHandler.Core.Books.Builder;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Core.Recovery;
using FeedHandler.Core.Venues;
using FeedHandler.Latency.Stages;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Venues.Tests.Cme.Feeds;

/// <summary>
/// The real channel, fed packet by packet. It numbers packets and entries as the exchange does, keeps what the channel tells, and after every packet
/// holds a consumer's own books and statistics, rebuilt from the events, against the channel's.
/// </summary>
internal sealed partial class RuleChannel : IDisposable
{
    public const long RxNs = 1_700_000_000_000_009_999;
    private static readonly FeedMap WithSnapshots = new(FeedGroup.Of(Line.A), FeedGroup.Of(Line.B), new FeedGroup(0, FeedRole.Snapshot, Line.A), new FeedGroup(0, FeedRole.Snapshot, Line.B), new FeedGroup(0, FeedRole.Definitions, Line.A), new FeedGroup(0, FeedRole.OrderSnapshot, Line.A), new FeedGroup(0, FeedRole.OrderSnapshot, Line.B));
    private readonly EventBuffer _buffer = new();
    private readonly FeedChannel<CmeMdp3, CmeDecoder<BatchSink<Probe>, NoStamps>, NoStamps> _feed;
    private readonly BookReplica _replica;
    private readonly StatisticReplica _statistics;
    private readonly LevelOrigins _origins;
    private readonly OrderReplica? _orders;
    private readonly Dictionary<int, uint> _nextRptSeq = [];
    private readonly List<MarketEvent> _events = [];
    private EventDigest _digest;
    private uint _nextNumber = 1;
    private long _sendingTimeNs = RxNs - 1_000_000;

    public RuleChannel(int instrumentCountMax = 8, int channel = 0, RecoveryOptions? recovery = null, int orders = 0, bool watchesHealing = false, bool isReplayed = false)
    {
        OrderLimits limits = new OrderLimits(instrumentCountMax, orders, orders);
        Instruments = new InstrumentTable(instrumentCountMax, orders: orders == 0 ? null : new ChannelOrders(limits), heals: watchesHealing ? new HealWatch(instrumentCountMax) : null);
        _orders = orders == 0 ? null : new OrderReplica(limits);
        _replica = new BookReplica(instrumentCountMax);
        _statistics = new StatisticReplica(instrumentCountMax);
        _origins = new LevelOrigins(_replica.Books);
        CmeDecoder<BatchSink<Probe>, NoStamps> decoder = new CmeDecoder<BatchSink<Probe>, NoStamps>(channel, Instruments, new BatchSink<Probe>(_buffer, new Probe(Take)), default);
        _feed = new FeedChannel<CmeMdp3, CmeDecoder<BatchSink<Probe>, NoStamps>, NoStamps>(
            new ArbitrationOptions { GapCountMax = 1 }, recovery is null ? FeedMap.TwoLines : WithSnapshots, 0, decoder, default, recovery, isReplayed ? OpenLink() : null);
    }

    public InstrumentTable Instruments { get; }

    public BookCounters Counters => _feed.Decoder.Entries;

    public MessageCounters Messages => _feed.Decoder.Messages;

    public ArbitrationCounters Arbitration => _feed.Arbitration;

    public RecoveryCounters Recovery => _feed.Recovery!;

    public LoopNeeds Needs => _feed.Needs!;

    /// <summary>The number of the last packet.</summary>
    public uint LastNumber => _nextNumber - 1;

    /// <summary>The number of an instrument's last entry.</summary>
    public uint LastRptSeq(int security = 1) => _nextRptSeq.GetValueOrDefault(security, 1u) - 1;

    /// <summary>What the last packet told.</summary>
    public IReadOnlyList<MarketEvent> Events => _events;

    public ulong Digest => _digest.Value;

    /// <summary>The book of an instrument.</summary>
    public ref InstrumentBook Book(int security = 1) => ref Instruments.Books[Instruments.Find(security)];

    /// <summary>Whence a level came that a consumer sees; null where none stands.</summary>
    public LevelOrigin? Origin(BookSide side, int number, int security = 1) => _origins.TryGet(Instruments.Find(security), side, number, out LevelOrigin origin) ? origin : null;

    public ref StatisticSet Statistics(int security = 1) => ref Instruments.Statistics(Instruments.Find(security));

    public ref InstrumentDefinition Definition(int security = 1) => ref Instruments.Definition(Instruments.Find(security));

    /// <summary>An incremental message whose entries have the numbers that follow, where they name none.</summary>
    public byte[] Message(int template, byte indicator, params Entry[] entries) =>
        Feeds.Messages.Of(template, indicator, [.. entries.Select(entry => template is 43 or 47 ? entry : Numbered(entry))]);

    /// <summary>Begins with what an earlier run was told.</summary>
    public RuleChannel Begin(params CachedInstrument[] cached)
    {
        Instruments.Cached = cached;
        _events.Clear();
        _feed.OnBegin();
        AssertEven();
        return this;
    }

    /// <summary>Takes the next packet.</summary>
    public RuleChannel Packet(params byte[][] messages) => PacketAt(0, messages);

    /// <summary>Takes the next packet, received so much later than the first.</summary>
    public RuleChannel PacketAt(long laterNs, params byte[][] messages)
    {
        _events.Clear();
        byte[] packet = NextPacket(messages);
        _feed.OnPacket(new Packet(packet, RxNs + laterNs, 0), RxNs + laterNs);
        AssertEven();
        return this;
    }

    /// <summary>Takes a packet of snapshots.</summary>
    public RuleChannel Snapshot(params Snapshot[] snapshots) => SnapshotPacket(Feeds.Messages.SnapshotPacket(snapshots));

    public RuleChannel SnapshotPacket(byte[] packet, int group = 2, long laterNs = 0)
    {
        _events.Clear();
        _feed.OnLoopPacket(new Packet(packet, RxNs + laterNs, group), RxNs + laterNs);
        AssertEven();
        return this;
    }

    /// <summary>Takes the next packet: one message that is a match event of its own.</summary>
    public RuleChannel Send(int template, params Entry[] entries) => Packet(Message(template, Feeds.Messages.EndOfEvent, entries));

    public RuleChannel Send(StatusMessage status) => Packet(Feeds.Messages.Of(status));

    public RuleChannel Send(int template, Definition definition) => Packet(Feeds.Messages.Of(template, definition));

    /// <summary>Defines an instrument and states that it is empty: from here on its book is whole.</summary>
    public RuleChannel Start(int security = 1, string group = "ES", string asset = "ES", sbyte depth = 10, sbyte impliedDepth = 2)
    {
        Send(54, new Definition { Security = security, Group = group, Asset = asset, Depths = [("GBX", depth), ("GBI", impliedDepth)] });
        return Send(46, new Entry { Security = security, Type = 'J', RptSeq = 1 });
    }

    /// <summary>The venue restarts an instrument's numbers.</summary>
    public RuleChannel Renumber(uint next, int security = 1)
    {
        _nextRptSeq[security] = next;
        return this;
    }

    /// <summary>Packets that never come.</summary>
    public RuleChannel Lose(uint count = 1)
    {
        _nextNumber += count;
        return this;
    }

    /// <summary>The number that the next packet has.</summary>
    public RuleChannel GoTo(uint number)
    {
        _nextNumber = number;
        return this;
    }

    /// <summary>The channel starts anew with the next packet.</summary>
    public RuleChannel Restart()
    {
        _feed.Restart();
        return this;
    }

    /// <summary>This machine drops packets that may be of the channel.</summary>
    public RuleChannel Drop()
    {
        _feed.OnDropped(RxNs);
        AssertEven();
        return this;
    }

    /// <summary>Every group was looked at and had nothing left.</summary>
    public RuleChannel Drain()
    {
        _feed.OnDrained(RxNs);
        return this;
    }

    public void Dispose()
    {
        _feed.Dispose();
        _origins.Dispose();
        _replica.Dispose();
        _orders?.Dispose();
        Instruments.Dispose();
        _buffer.Dispose();
        _link?.Dispose();
    }

    private byte[] NextPacket(byte[][] messages)
    {
        byte[] packet = [.. new byte[CmeMdp3.PacketHeaderBytes], .. messages.SelectMany(message => message)];
        BinaryPrimitives.WriteUInt32LittleEndian(packet, _nextNumber++);
        BinaryPrimitives.WriteInt64LittleEndian(packet.AsSpan(4), _sendingTimeNs += 1000);
        return packet;
    }

    private Entry Numbered(Entry entry)
    {
        uint rptSeq = entry.RptSeq ?? _nextRptSeq.GetValueOrDefault(entry.Security, 1u);
        _nextRptSeq[entry.Security] = rptSeq + 1;
        return entry with { RptSeq = rptSeq };
    }

    private void Take(MarketEvent marketEvent)
    {
        _events.Add(marketEvent);
        _digest.Add(marketEvent);
        _statistics.Apply(marketEvent, _replica.Books);
        _replica.Apply(marketEvent);
        _origins.Apply(marketEvent);
        _orders?.Apply(marketEvent);
    }
}
