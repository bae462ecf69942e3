using System.Buffers.Binary;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Packets;
using FeedHandler.Replay.Simulator;
using FeedHandler.Simulation.Channels;
using FeedHandler.Simulation.Recovery;

namespace FeedHandler.Simulation.Losses;

/// <summary>
/// Runs a channel over two lines with faults. After every packet that it delivers and every loss that it tells, what it shows must be that of the exchange
/// unless it is shown in doubt, at the feed and at a subscriber alike; the packets that it tells as lost must be those that no line brought as they were
/// sent; and every trade of every other packet must have been told once.
/// </summary>
internal sealed class LossRun
{
    // A loss is known when a later packet comes, so that the last ones must.
    private const int UnharmedCount = 3;
    private const int TimeOffset = 4;
    private const int QuietCount = 8; // behind the last drop of this machine, so that the numbers tell what it was

    // More than a run has packets, and less than any number is forged by: verdicts are those of the default, with less memory to clear for each run.
    private static readonly ArbitrationOptions Arbitration = new() { HeldCountMax = 1024 };
    private readonly List<SessionTruth> _truths;
    private readonly HashSet<PacketId> _harmed;
    private readonly HashSet<PacketId> _told = [];
    private readonly BookReplica _replica;
    private readonly OrderReplica _orders;
    private readonly Channel _channel;
    private int _session;

    public LossRun(ulong seed, LineFaults faultsA, LineFaults faultsB, params SimulationOptions[] sessions)
        : this(seed, faultsA, faultsB, null, sessions)
    {
    }

    /// <summary>The same with snapshots, on lines of their own.</summary>
    /// <param name="seed">Where every choice starts from.</param>
    /// <param name="faultsA">What goes wrong on line A.</param>
    /// <param name="faultsB">What goes wrong on line B.</param>
    /// <param name="snapshots">How often snapshots come, and what goes wrong with them; null for none.</param>
    /// <param name="sessions">What the exchange does.</param>
    public LossRun(ulong seed, LineFaults faultsA, LineFaults faultsB, SnapshotPlan? snapshots, params SimulationOptions[] sessions)
        : this(seed, faultsA, faultsB, snapshots, null, sessions)
    {
    }

    /// <summary>The same with packets that are sent again.</summary>
    /// <param name="seed">Where every choice starts from.</param>
    /// <param name="faultsA">What goes wrong on line A.</param>
    /// <param name="faultsB">What goes wrong on line B.</param>
    /// <param name="snapshots">How often snapshots come, and what goes wrong with them; null for none.</param>
    /// <param name="replay">Who sends lost packets again; null for nobody.</param>
    /// <param name="sessions">What the exchange does.</param>
    public LossRun(
        ulong seed, LineFaults faultsA, LineFaults faultsB, SnapshotPlan? snapshots, SimulatedReplay? replay, params SimulationOptions[] sessions)
    {
        SimulatedLoops? loops = snapshots?.Loops();
        List<SimulatedPacket> packets = [.. sessions.SelectMany(options => loops?.Follow(options) ?? new SimulatedFeed(options).Packets())];
        _truths = [.. sessions.Select(options => new SessionTruth(options, id => _harmed!.Contains(id) || _told.Contains(id)))];
        uint lastSeqNum = packets[^UnharmedCount].SeqNum;
        LineSimulator lines = new LineSimulator(seed, faultsA with { LastSeqNum = lastSeqNum }, faultsB with { LastSeqNum = lastSeqNum });
        IReadOnlyList<Arrival> arrivals = lines.Send(packets);
        if (snapshots is not null) arrivals = loops!.Merge(arrivals, seed, snapshots.Faults, snapshots.FaultsB);
        long quietFromNs = arrivals.First(arrival => arrival.Role == FeedRole.Incremental && arrival.SeqNum >= lastSeqNum - QuietCount).RxNs;
        _harmed = [.. lines.LostOnBoth, .. lines.DamagedOnBoth];
        using BookReplica replica = new BookReplica(sessions[0].InstrumentCount);
        using Channel channel = new Channel(OnEvent, sessions[0].InstrumentCount, Arbitration, snapshots?.Options ?? replay?.Options, replay?.Link, loops is not null);
        using OrderReplica orders = new OrderReplica(Channel.OrderLimits);
        (_replica, _channel, _orders) = (replica, channel, orders);
        replay?.Publish(packets);
        Memberships? members = snapshots?.MembersOf(channel);
        foreach (Arrival arrival in arrivals)
        {
            snapshots?.DropSometimes(channel, arrival, quietFromNs);
            if (arrival.Role == FeedRole.Incremental) channel.Take(arrival.Bytes.Span, arrival.RxNs, arrival.Line);
            else if (members?.Receives(arrival) != false) channel.TakeLoop(arrival);
            else channel.Drain(arrival.RxNs); // time passes without it, too
            replay?.Step(channel, arrival.RxNs);
        }

        channel.End();
        replay?.End(channel, arrivals[^1].RxNs);
        if (replay is not null) Replayed.Close(channel, _truths[^1], replay, packets);
        if (snapshots is not null) Recovery.Close(channel, _truths[^1], snapshots);
        MissedLoopCount = members?.MissedCount ?? 0;
        arrivals = [.. arrivals.Where(static arrival => arrival.Role == FeedRole.Incremental)];
        Wrong ??= CompareLosses(arrivals, Mistimed(packets, arrivals));
        if (Wrong is null) CompareTrades();
    }

    /// <summary>Restarts of the sequence that the events told.</summary>
    public int RestartCount { get; private set; }

    /// <summary>Books compared while they said to be whole.</summary>
    public long WholeCount { get; private set; }

    public SessionClaims Claims { get; } = new();

    public OrderClaims Orders { get; } = new();

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

    // Told are the packets that no line brought as they were sent and behind which another of the same run came; and some, perhaps, of which every whole
    // copy came with a forged time: nobody can tell one from the past from a packet of a session that is over.
    private string? CompareLosses(IReadOnlyList<Arrival> arrivals, HashSet<PacketId> mistimed)
    {
        Dictionary<int, uint> last = arrivals.Where(arrival => !arrival.IsDamaged).GroupBy(arrival => arrival.Session)
            .ToDictionary(session => session.Key, session => session.Max(arrival => arrival.SeqNum));
        uint joinedAt = arrivals.First(static arrival => arrival is { IsDamaged: false, Session: 0 }).SeqNum;
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

    private static HashSet<PacketId> Mistimed(List<SimulatedPacket> packets, IReadOnlyList<Arrival> arrivals)
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
        bool isLate = marketEvent.Kind is EventKind.Trade or EventKind.TradeOrder && (marketEvent.Flags & EventFlags.Restored) != 0;
        if (isLate) return; // of a packet that was lost: the books are beyond it, and it changes none
        if (marketEvent.Kind == EventKind.Gap) TellLost(marketEvent);
        if (!isEndOfBatch || Wrong is not null) return;
        bool isOfTheNext = marketEvent.SeqNum > 0 && marketEvent.Kind is EventKind.Gap or EventKind.Doubt or EventKind.DoubtEnd;
        uint seqNum = isOfTheNext ? marketEvent.SeqNum - 1 : marketEvent.SeqNum;
        if (seqNum < truth.SeqNum) Wrong = $"packet {seqNum} behind packet {truth.SeqNum}";
        else truth.AdvanceTo(seqNum);
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
        if (instrument.Truth.IsDeleted) return;
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
}
