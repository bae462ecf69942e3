using FeedHandler.Codecs.Cme;
using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

/// <summary>The messages of schema version 8 and before, prices in 1e-7.</summary>
internal sealed partial class OldForm(PacketAssembler packets, int version) : IMessageForm
{
    // The versions that brought groups of orders (and trade ids), and the size of a statistic.
    private const int OrdersSince = 7;
    private const int SizeSince = 8;
    private const int OrderDimensionBytes = 8;
    private const long NanoPerMantissa = 100;
    private const int ImpliedOrders = int.MaxValue; // NumberOfOrders null: implied levels have no orders

    public void Book(ExchangeFact[] facts, OrderFact[] orders, MessageTime time)
    {
        MDIncrementalRefreshBook32Encoder.WriteHeader(packets.Header);
        MDIncrementalRefreshBook32Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = (ulong)time.TransactTimeNs;
        message.MatchEventIndicator = time.Indicator;
        var entries = message.BeginNoMDEntries(facts.Length);
        foreach (ExchangeFact fact in facts) Level(entries.Next(), (LevelFact)fact);

        if (version < OrdersSince)
        {
            packets.Append(message.EncodedLength - OrderDimensionBytes, time, facts, 0);
            return;
        }

        var orderEntries = message.BeginNoOrderIDEntries(orders.Length);
        foreach (OrderFact order in orders) Order(orderEntries.Next(), order);
        packets.Append(message.EncodedLength, time, [.. facts, .. orders], orders.Length);
    }

    private static void Level(MDIncrementalRefreshBook32Encoder.NoMDEntriesEntryEncoder entry, LevelFact level)
    {
        entry.SecurityID = level.Instrument!.SecurityId;
        entry.RptSeq = level.RptSeq;
        entry.MDEntryType = TypeOf(level.Side);
        if (level.Side == BookSide.None) return;
        entry.MDUpdateAction = (MDUpdateAction)level.Action;
        entry.MDPriceLevel = (byte)level.Level;
        entry.MDEntryPxMantissa = level.Value.PriceNano / NanoPerMantissa;
        entry.MDEntrySize = level.Value.Quantity;
        entry.NumberOfOrdersRaw = level.Side is BookSide.Bid or BookSide.Ask ? level.Value.Orders : ImpliedOrders;
    }

    private static void Order(MDIncrementalRefreshBook32Encoder.NoOrderIDEntriesEntryEncoder entry, OrderFact order)
    {
        entry.OrderID = order.OrderId;
        entry.MDOrderPriority = order.Priority;
        entry.MDDisplayQty = order.Quantity;
        entry.ReferenceID = (byte)order.Reference;
        entry.OrderUpdateAction = (OrderUpdateAction)order.Action;
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
