using FeedHandler.Codecs.Cme;
using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

/// <summary>The messages of schema version 13, prices in 1e-9.</summary>
internal sealed partial class CurrentForm(PacketAssembler packets) : IMessageForm
{
    private const int ImpliedOrders = int.MaxValue; // NumberOfOrders null: implied levels have no orders

    public void Book(ExchangeFact[] facts, OrderFact[] orders, MessageTime time)
    {
        MDIncrementalRefreshBook46Encoder.WriteHeader(packets.Header);
        MDIncrementalRefreshBook46Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = (ulong)time.TransactTimeNs;
        message.MatchEventIndicator = time.Indicator;
        var entries = message.BeginNoMDEntries(facts.Length);
        foreach (ExchangeFact fact in facts)
        {
            if (fact is LevelFact level) Level(entries.Next(), level);
            else MarketBest(entries.Next(), (MarketBestFact)fact);
        }

        var orderEntries = message.BeginNoOrderIDEntries(orders.Length);
        foreach (OrderFact order in orders) Order(orderEntries.Next(), order);
        packets.Append(message.EncodedLength, time, [.. facts, .. orders], orders.Length);
    }

    private static void Level(MDIncrementalRefreshBook46Encoder.NoMDEntriesEntryEncoder entry, LevelFact level)
    {
        entry.SecurityID = level.Instrument!.SecurityId;
        entry.RptSeq = level.RptSeq;
        entry.MDEntryType = TypeOf(level.Side);
        if (level.Side == BookSide.None) return;
        entry.MDUpdateAction = (MDUpdateAction)level.Action;
        entry.MDPriceLevel = (byte)level.Level;
        entry.MDEntryPxMantissa = level.Value.PriceNano;
        entry.MDEntrySize = level.Value.Quantity;
        entry.NumberOfOrdersRaw = level.Side is BookSide.Bid or BookSide.Ask ? level.Value.Orders : ImpliedOrders;
    }

    private static void MarketBest(MDIncrementalRefreshBook46Encoder.NoMDEntriesEntryEncoder entry, MarketBestFact best)
    {
        entry.SecurityID = best.Instrument!.SecurityId;
        entry.RptSeq = best.RptSeq;
        entry.MDEntryType = best.IsBid ? MDEntryTypeBook.MarketBestBid : MDEntryTypeBook.MarketBestOffer;
        entry.MDPriceLevel = 1;
        entry.MDEntryPxMantissa = best.PriceNano;
        entry.MDEntrySize = best.Quantity;
    }

    private static void Order(MDIncrementalRefreshBook46Encoder.NoOrderIDEntriesEntryEncoder entry, OrderFact order)
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
