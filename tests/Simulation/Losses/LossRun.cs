using System.Buffers.Binary;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Replay.Simulator;
using FeedHandler.Simulation.Channels;

namespace FeedHandler.Simulation.Losses;

/// <summary>
/// Runs a channel over two lines with faults. After every packet that it delivers, a book that it shows as whole must be that of the exchange; and the
/// packets that it tells as lost must be those that no line brought as they were sent.
/// </summary>
internal sealed class LossRun
{
    // A loss is known when a later packet comes, so that the last ones must.
    private const int UnharmedCount = 3;
    private const int TimeOffset = 4;
    private readonly List<SimulatedFeed> _feeds;
    private readonly List<Coincidences> _coincidences;
    private readonly Channel _channel;
    private int _session;

    public LossRun(ulong seed, LineFaults faultsA, LineFaults faultsB, params SimulationOptions[] sessions)
    {
        List<SimulatedPacket> packets = [.. sessions.SelectMany(options => new SimulatedFeed(options).Packets())];
        _feeds = [.. sessions.Select(options => new SimulatedFeed(options))];
        _coincidences = [.. _feeds.Select(feed => new Coincidences(feed))];
        var lastSeqNum = packets[^UnharmedCount].SeqNum;
        Lines = new LineSimulator(seed, faultsA with { LastSeqNum = lastSeqNum }, faultsB with { LastSeqNum = lastSeqNum });
        var arrivals = Lines.Send(packets);
        using var channel = new Channel(OnEvent, sessions[0].InstrumentCount);
        _channel = channel;
        foreach (var arrival in arrivals) channel.Take(arrival.Bytes.Span, arrival.RxNs, arrival.Line);
        channel.End();
        LostCount = CountLost(arrivals);
        MistimedCount = CountMistimed(packets, arrivals);
    }

    public LineSimulator Lines { get; }

    /// <summary>Packets that the events told as lost.</summary>
    public long ToldCount { get; private set; }

    /// <summary>Packets that no line brought as they were sent, and behind which another of the same run came.</summary>
    public long LostCount { get; }

    /// <summary>Packets of which every whole copy came with a forged time: nobody can tell one from the past from a packet of a session that is over.</summary>
    public long MistimedCount { get; }

    /// <summary>Restarts of the sequence that the events told.</summary>
    public int RestartCount { get; private set; }

    public long WholeCount { get; private set; }

    public long OtherCount { get; private set; }

    /// <summary>The first book that was wrong and shown as whole, or null.</summary>
    public string? Wrong { get; private set; }

    private long CountLost(IReadOnlyList<Arrival> arrivals)
    {
        var last = arrivals.Where(arrival => !arrival.IsDamaged).GroupBy(arrival => arrival.Session)
            .ToDictionary(session => session.Key, session => session.Max(arrival => arrival.SeqNum));
        return Lines.LostOnBoth.Concat(Lines.DamagedOnBoth).Count(id => last.TryGetValue(id.Session, out var lastSeqNum) && id.SeqNum < lastSeqNum);
    }

    private static long CountMistimed(List<SimulatedPacket> packets, IReadOnlyList<Arrival> arrivals)
    {
        var times = packets.ToDictionary(packet => packet.Id, packet => packet.SendingTimeNs);
        return arrivals.Where(arrival => !arrival.IsDamaged)
            .GroupBy(arrival => new PacketId(arrival.Session, arrival.SeqNum))
            .Count(copies => copies.All(copy => BinaryPrimitives.ReadInt64LittleEndian(copy.Bytes.Span[TimeOffset..]) != times[copies.Key]));
    }

    private void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch)
    {
        if (marketEvent.Kind == EventKind.Gap) ToldCount += marketEvent.Quantity;
        if (marketEvent.Kind == EventKind.ChannelReset)
        {
            RestartCount++;
            _session = Math.Min(_session + 1, _feeds.Count - 1);
        }

        if (!isEndOfBatch || marketEvent.Kind is EventKind.Gap or EventKind.ChannelReset || Wrong is not null) return;
        var feed = _feeds[_session];
        if (marketEvent.SeqNum < feed.SeqNum) Wrong = $"packet {marketEvent.SeqNum} behind packet {feed.SeqNum}";
        else _coincidences[_session].AdvanceTo(marketEvent.SeqNum);
        foreach (var instrument in feed.Instruments) Compare(feed, instrument);
    }

    private void Compare(SimulatedFeed feed, SimulatedInstrument instrument)
    {
        var index = _channel.Instruments.Find(instrument.SecurityId);
        if (index < 0 || instrument.Truth.IsDeleted) return;
        ref var book = ref _channel.Instruments.Books[index];
        if (_coincidences[_session].IsHidden(instrument.SecurityId, book.State == BookState.Whole)) return;
        if (book.State != BookState.Whole)
        {
            OtherCount++;
            return;
        }

        WholeCount++;
        for (var side = BookSide.Bid; side <= BookSide.ImpliedAsk; side++)
        {
            if (!IsSame(book, side, instrument.Published(side).Levels)) Wrong ??= $"packet {feed.SeqNum}, {instrument.Symbol} {side}";
        }
    }

    private static bool IsSame(in InstrumentBook book, BookSide side, IReadOnlyList<SimulatedLevel> levels)
    {
        for (var number = 1; number <= book.Depth(side); number++)
        {
            var isThere = book.TryGetLevel(side, number, out var level);
            if (isThere != number <= levels.Count) return false;
            if (!isThere) continue;
            var right = levels[number - 1];
            if (level.PriceNano != right.PriceNano || level.Quantity != right.Quantity) return false;
            if (side < BookSide.ImpliedBid && level.Orders != right.Orders) return false;
        }

        return true;
    }
}
