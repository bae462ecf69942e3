using FeedHandler.Codecs.Cme;
using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

/// <summary>Encodes match events in schema version 13, stage by stage, with the indicator bits that end a stage and the event.</summary>
internal sealed partial class MatchEventEncoder(PacketAssembler packets, SeededRandom random)
{
    private const int ImpliedOrders = int.MaxValue; // NumberOfOrders null: implied levels have no orders
    private const int EntryCountMax = 16;
    private ulong _transactTimeNs;
    private ulong _nextOrderId = 700_000_000_001;

    private bool _isRecovery;
    private int _messagesLeft;

    /// <summary>Encodes an event. Nothing is encoded when there is nothing to tell.</summary>
    public void Encode(MatchEvent matchEvent, long transactTimeNs)
    {
        if (matchEvent.IsEmpty && !matchEvent.EndsEmpty) return;
        _transactTimeNs = (ulong)transactTimeNs;
        _isRecovery = matchEvent.IsRecovery;
        var size = random.Between(3, EntryCountMax);
        _messagesLeft = Chunks(matchEvent.Trades.Count, size) + Chunks(matchEvent.Volumes.Count, size) + Chunks(matchEvent.Book.Count, size)
            + Chunks(matchEvent.Statistics.Count, size) + Chunks(matchEvent.Implied.Count, size) + (matchEvent.EndsEmpty ? 1 : 0);
        Stage(matchEvent.Trades, size, MatchEventIndicator.LastTradeMessage, Trades);
        Stage(matchEvent.Volumes, size, MatchEventIndicator.LastVolumeMessage, Volumes);
        Stage(matchEvent.Book, size, MatchEventIndicator.LastQuoteMessage, Book);
        Stage(matchEvent.Statistics, size, MatchEventIndicator.LastStatisticsMessage, SessionStatistics);
        Stage(matchEvent.Implied, size, MatchEventIndicator.LastImpliedMessage, Book);
        if (matchEvent.EndsEmpty) Book([], Indicator(default));
    }

    private static int Chunks(int count, int size) => (count + size - 1) / size;

    private void Stage<TEntry>(List<TEntry> entries, int size, MatchEventIndicator lastOfStage, Action<TEntry[], MatchEventIndicator> encode)
    {
        for (var from = 0; from < entries.Count; from += size)
        {
            var count = Math.Min(size, entries.Count - from);
            encode([.. entries.GetRange(from, count)], Indicator(from + count == entries.Count ? lastOfStage : default));
            if (random.PerMille(60)) packets.Flush(); // an event may span packets
        }
    }

    private MatchEventIndicator Indicator(MatchEventIndicator stage)
    {
        if (_isRecovery) stage |= MatchEventIndicator.RecoveryMessage;
        return --_messagesLeft == 0 ? stage | MatchEventIndicator.EndOfEvent : stage;
    }

    private void Book(LevelUpdate[] updates, MatchEventIndicator indicator)
    {
        MDIncrementalRefreshBook46Encoder.WriteHeader(packets.Header);
        MDIncrementalRefreshBook46Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = _transactTimeNs;
        message.MatchEventIndicator = indicator;
        var entries = message.BeginNoMDEntries(updates.Length);
        foreach (var update in updates) Level(entries.Next(), update);
        var orders = message.BeginNoOrderIDEntries(updates.Length);
        for (var index = 0; index < updates.Length; index++)
        {
            var isDirect = updates[index].Side is BookSide.Bid or BookSide.Ask;
            if (isDirect && updates[index].Action <= BookAction.Delete) Order(orders.Next(), index, updates[index]);
        }

        packets.Append(message.EncodedLength);
    }

    private void Level(MDIncrementalRefreshBook46Encoder.NoMDEntriesEntryEncoder entry, in LevelUpdate update)
    {
        entry.SecurityID = update.Instrument.SecurityId;
        entry.RptSeq = ++update.Instrument.RptSeq;
        entry.MDEntryType = TypeOf(update.Side);
        packets.Publishes(update);
        if (update.Side == BookSide.None) return;
        entry.MDUpdateAction = (MDUpdateAction)update.Action;
        entry.MDPriceLevel = (byte)update.Level;
        entry.MDEntryPxMantissa = update.Value.PriceNano;
        entry.MDEntrySize = update.Value.Quantity;
        entry.NumberOfOrdersRaw = update.Side is BookSide.Bid or BookSide.Ask ? update.Value.Orders : ImpliedOrders;
    }

    private void Order(MDIncrementalRefreshBook46Encoder.NoOrderIDEntriesEntryEncoder order, int index, in LevelUpdate update)
    {
        order.OrderID = _nextOrderId++;
        order.MDOrderPriority = _nextOrderId * 3;
        order.MDDisplayQty = update.Value.Quantity;
        order.ReferenceID = (byte)(index + 1);
        order.OrderUpdateAction = (OrderUpdateAction)update.Action;
    }

    private static MDEntryTypeBook TypeOf(BookSide side) => side switch
    {
        BookSide.Bid => MDEntryTypeBook.Bid,
        BookSide.Ask => MDEntryTypeBook.Offer,
        BookSide.ImpliedBid => MDEntryTypeBook.ImpliedBid,
        BookSide.ImpliedAsk => MDEntryTypeBook.ImpliedOffer,
        _ => MDEntryTypeBook.BookReset,
    };
}
