using System.Buffers.Binary;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Packets;
using FeedHandler.Replay.Simulator;
using FeedHandler.Simulation.Channels;
using FeedHandler.Simulation.Recovery;
using FeedHandler.Simulation.Slow;
using FeedHandler.Tests.Support;

namespace FeedHandler.Simulation.Losses;

/// <summary>
/// Runs a channel over two lines with faults. After every packet that it delivers and every loss that it tells, what it shows must be that of the exchange
/// unless it is shown in doubt, at the feed and at a subscriber alike; the packets that it tells as lost must be those that no line brought as they were
/// sent; and every trade of every other packet must have been told once.
/// </summary>
internal sealed class LossRun
{
    private const int TimeOffset = 4;
    private static readonly ulong SlowEvery = Seeds.IsLongNight ? 1ul : 8ul;

    // More than a run has packets, and less than any number is forged by: verdicts are those of the default, with less memory to clear for each run.
    private static readonly ArbitrationOptions Arbitration = new() { HeldCountMax = 1024 };
    private readonly List<SessionTruth> _truths;
    private readonly HashSet<PacketId> _harmed;
    private readonly HashSet<PacketId> _told = [];
    private readonly BookReplica _replica;
    private readonly StatisticReplica _statistics;
    private readonly OrderReplica _orders;
    private readonly Channel _channel;
    private readonly SlowHandler? _slow; // of one seed in some, which costs as much as all else
    private readonly SlowEvents _said = new();
    private readonly long _quietFromNs;
    private int _session;

    public LossRun(ulong seed, LineFaults faultsA, LineFaults faultsB, params SimulationOptions[] sessions)
        : this(new SentCase(seed, faultsA, faultsB, null, sessions))
    {
    }

    /// <summary>Runs a case.</summary>
    /// <param name="sent">What was sent, and what arrived.</param>
    /// <param name="replay">Who sends lost packets again; null for nobody.</param>
    public LossRun(SentCase sent, SimulatedReplay? replay = null)
    {
        _truths = [.. sent.Sessions.Select(options => new SessionTruth(options, id => _harmed!.Contains(id) || _told.Contains(id)))];
        (Sent, _quietFromNs, _harmed) = (sent, sent.QuietFromNs, sent.Harmed());
        _slow = sent.Seed % SlowEvery == 0 ? new SlowHandler() : null;
        Beside = new SlowComparison(isStrict: !sent.HasForgedTimes);
        SnapshotPlan? snapshots = sent.Snapshots;
        int instrumentCount = sent.Sessions[0].InstrumentCount;
        using BookReplica replica = new BookReplica(instrumentCount);
        using Channel channel = new Channel(OnEvent, instrumentCount, Arbitration, snapshots?.Options ?? replay?.Options, replay?.Link, snapshots is not null);
        using OrderReplica orders = new OrderReplica(Channel.OrderLimits);
        (_replica, _statistics, _channel, _orders) = (replica, new StatisticReplica(instrumentCount), channel, orders);
        Memberships? members = snapshots?.MembersOf(channel);
        if (replay is not null) replay.WhenSent = bytes => _slow?.TakeAgain(bytes.Span);
        replay?.Publish(sent.Packets);
        foreach (Arrival arrival in sent.Arrivals) Take(arrival, snapshots, members, replay);
        channel.End();
        if (sent.Arrivals.Count > 0) replay?.End(channel, sent.Arrivals[^1].RxNs);
        if (replay is not null) Replayed.Close(channel, _truths[^1], replay, sent.Packets);
        if (snapshots is not null) Recovery.Close(channel, _truths[^1], snapshots);
        MissedLoopCount = members?.MissedCount ?? 0;
        Arrival[] arrivals = [.. sent.Arrivals.Where(static arrival => arrival.Role == FeedRole.Incremental)];
        Wrong ??= CompareLosses(arrivals, Mistimed(sent.Packets, arrivals));
        if (Wrong is null) CompareTrades();
    }

    /// <summary>What was sent, and what arrived.</summary>
    public SentCase Sent { get; }

    /// <summary>Restarts of the sequence that the events told.</summary>
    public int RestartCount { get; private set; }

    /// <summary>Books compared while they said to be whole.</summary>
    public long WholeCount { get; private set; }

    public SessionClaims Claims { get; } = new();

    public OrderClaims Orders { get; } = new();

    /// <summary>What the slow handler said beside it.</summary>
    public SlowComparison Beside { get; }

    /// <summary>Trades and volumes that the slow handler read too.</summary>
    public long SaidCount => _said.Count;

    /// <summary>What snapshots did.</summary>
    public RecoveryAccount Recovery { get; } = new();

    /// <summary>Packets of loops that were sent while their groups were left.</summary>
    public long MissedLoopCount { get; }

    /// <summary>What packets did that were sent again.</summary>
    public ReplayAccount Replayed { get; } = new();

    /// <summary>Trades and orders that were compared.</summary>
    public long TradeCount => _truths.Sum(truth => truth.Trades.Count);

    /// <summary>Of them, orders that came behind the trades of their summary.</summary>
    public long LaterOrderCount => _truths.Sum(truth => truth.Trades.LaterCount);

    /// <summary>What was wrong first, or null.</summary>
    public string? Wrong { get; private set; }

    private void Take(in Arrival arrival, SnapshotPlan? snapshots, Memberships? members, SimulatedReplay? replay)
    {
        snapshots?.DropSometimes(_channel, arrival, _quietFromNs);
        bool isOfLoop = arrival.Role != FeedRole.Incremental;
        bool isReceived = !isOfLoop || members?.Receives(arrival) != false;
        if (isReceived) _slow?.Take(arrival);
        if (!isReceived) _channel.Drain(arrival.RxNs); // time passes without it, too
        else if (isOfLoop) _channel.TakeLoop(arrival);
        else _channel.Take(arrival.Bytes.Span, arrival.RxNs, arrival.Line);
        replay?.Step(_channel, arrival.RxNs);
    }

    // Told are the packets that no line brought as they were sent and behind which another of the same run came; and some, perhaps, of which every whole
    // copy came with a forged time: nobody can tell one from the past from a packet of a session that is over.
    private string? CompareLosses(IReadOnlyList<Arrival> arrivals, HashSet<PacketId> mistimed)
    {
        Dictionary<int, uint> last = arrivals.Where(arrival => !arrival.IsDamaged).GroupBy(arrival => arrival.Session)
            .ToDictionary(session => session.Key, session => session.Max(arrival => arrival.SeqNum));
        uint joinedAt = arrivals.FirstOrDefault(static arrival => arrival is { IsDamaged: false, Session: 0 }).SeqNum;
        HashSet<PacketId> lost = _harmed.Where(id => last.TryGetValue(id.Session, out uint lastSeqNum) && id.SeqNum < lastSeqNum
            && (id.Session > 0 || id.SeqNum > joinedAt)).ToHashSet();
        foreach (PacketId id in lost.Where(id => !_told.Contains(id))) return $"{id} lost and not told";
        foreach (PacketId id in _told.Where(id => !lost.Contains(id) && !mistimed.Contains(id))) return $"{id} told as lost";
        return null;
    }

    private void CompareTrades()
    {
        foreach (SessionTruth truth in _truths)
        {
            truth.Finish();
            Wrong ??= truth.Trades.Compare();
        }
    }

    private static HashSet<PacketId> Mistimed(IReadOnlyList<SimulatedPacket> packets, IReadOnlyList<Arrival> arrivals)
    {
        Dictionary<PacketId, long> times = packets.ToDictionary(packet => packet.Id, packet => packet.SendingTimeNs);
        return
        [
            .. arrivals.Where(arrival => !arrival.IsDamaged).GroupBy(arrival => new PacketId(arrival.Session, arrival.SeqNum))
                .Where(copies => copies.All(copy => BinaryPrimitives.ReadInt64LittleEndian(copy.Bytes.Span[TimeOffset..]) != times[copies.Key]))
                .Select(copies => copies.Key),
        ];
    }

    private void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch)
    {
        _statistics.Apply(marketEvent, _replica.Books);
        _replica.Apply(marketEvent);
        _orders.Apply(marketEvent);
        if (marketEvent.Kind == EventKind.ChannelReset)
        {
            RestartCount++;
            _session = Math.Min(_session + 1, _truths.Count - 1);
            return;
        }

        SessionTruth truth = _truths[_session];
        truth.Trades.Tell(marketEvent, _channel.Instruments);
        if (_slow is not null) _said.Tell(marketEvent, _channel.Instruments);
        bool isLate = marketEvent.Kind is EventKind.Trade or EventKind.TradeOrder && (marketEvent.Flags & EventFlags.Restored) != 0;
        if (isLate) return; // of a packet that was lost: the books are beyond it, and it changes none
        if (marketEvent.Kind == EventKind.Gap) TellLost(marketEvent);
        if (!isEndOfBatch || Wrong is not null) return;
        bool isOfTheNext = marketEvent.SeqNum > 0 && marketEvent.Kind is EventKind.Gap or EventKind.Doubt or EventKind.DoubtEnd;
        uint seqNum = isOfTheNext ? marketEvent.SeqNum - 1 : marketEvent.SeqNum;
        if (seqNum < truth.SeqNum) Wrong = $"packet {seqNum} behind packet {truth.SeqNum}";
        else truth.AdvanceTo(seqNum);
        if (_slow is not null && _said.Compare(_slow.Packet(_session, seqNum)) is { } wrong && !Sent.HasForgedTimes) Wrong ??= $"packet {seqNum}: {wrong}";
        foreach (SimulatedInstrument instrument in truth.Instruments) Compare(truth, instrument);
    }

    private void TellLost(in MarketEvent gap)
    {
        for (uint back = 1u; back <= gap.Quantity; back++)
        {
            PacketId id = new PacketId(_session, gap.SeqNum - back);
            if (!_told.Add(id)) Wrong ??= $"{id} told as lost twice";
        }
    }

    private void Compare(SessionTruth truth, SimulatedInstrument instrument)
    {
        int index = _channel.Instruments.Find(instrument.SecurityId);
        if (index < 0) return;
        if (OrderClaims.CompareStates(_channel.Instruments.Orders!, _orders.Orders, index) is { } difference)
            Wrong ??= $"packet {truth.SeqNum}, {instrument.Symbol} {difference}";
        if (!Unmanaged.AreSame(_statistics[index], _channel.Instruments.Statistics(index)))
            Wrong ??= $"packet {truth.SeqNum}, {instrument.Symbol}: the subscriber has other statistics";
        if (instrument.Truth.IsDeleted) return;
        CompareBeside(truth, instrument, index);
        ref InstrumentBook book = ref _channel.Instruments.Books[index];
        ref InstrumentBook copy = ref _replica.Books[index];
        bool isHidden = truth.Coincidences.IsHidden(instrument.SecurityId, book.State == BookState.Whole);
        string? claim = Claims.Compare(book, _channel.Instruments.Statistics(index), instrument.Truth, truth.Coincidences.WasHidden(instrument.SecurityId));
        if (claim is not null) Wrong ??= $"packet {truth.SeqNum}, {instrument.Symbol} {claim}";
        bool isSame = (book.Status, book.StatusCode, book.Volume, book.Doubts) == (copy.Status, copy.StatusCode, copy.Volume, copy.Doubts);
        if (!isSame) Wrong ??= $"packet {truth.SeqNum}, {instrument.Symbol}: the subscriber has {copy.StatusCode}, {copy.Volume}, doubts {copy.Doubts}";
        if (Orders.Compare(_channel.Instruments.Orders!, _orders.Orders, index, instrument.Truth.Orders) is { } wrong)
            Wrong ??= $"packet {truth.SeqNum}, {instrument.Symbol} {wrong}";
        if (isHidden || book.State != BookState.Whole) return;
        WholeCount++;
        for (BookSide side = BookSide.Bid; side <= BookSide.ImpliedAsk; side++)
        {
            if (!Levels.AreSame(book, side, instrument.Published(side).Levels)) Wrong ??= $"packet {truth.SeqNum}, {instrument.Symbol} {side}";
        }
    }

    private void CompareBeside(SessionTruth truth, SimulatedInstrument instrument, int index)
    {
        if (_slow is null) return;
        SlowInstrument? known = _slow.At(_session, truth.SeqNum)?.Find(instrument.SecurityId);
        if (Beside.Compare(_channel.Instruments, index, known, truth.Coincidences.WasHidden(instrument.SecurityId)) is { } wrong)
            Wrong ??= $"packet {truth.SeqNum}, {instrument.Symbol} {wrong}";
    }
}
