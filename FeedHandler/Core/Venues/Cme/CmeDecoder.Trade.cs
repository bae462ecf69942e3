using FeedHandler.Codecs.Cme;
using FeedHandler.Codecs.Cme.Entries;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Venues.Cme;

public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    private bool Trade36(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshTrade36.TryWrap(body, blockLength, version, out var message)) return false;
        if (!message.TryGetNoMDEntries(out var entries)) return false;
        BeginMessage(message.TransactTime, (byte)message.MatchEventIndicator);
        foreach (var entry in entries) ApplyTrade(entry);
        CountEntries(entries.Count, 0);
        EndMessage((byte)message.MatchEventIndicator);
        return true;
    }

    private bool Trade42(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshTradeSummary42.TryWrap(body, blockLength, version, out var message)) return false;
        if (!message.TryGetNoMDEntries(out var entries) || !message.TryGetNoOrderIDEntries(entries, out var orders)) return false;
        BeginMessage(message.TransactTime, (byte)message.MatchEventIndicator);
        var order = orders.GetEnumerator();
        foreach (var entry in entries)
        {
            var instrumentIndex = ApplyTrade(entry);
            for (var left = OrdersOf(entry); left > 0 && order.MoveNext(); left--) AddOrder(order.Current, instrumentIndex);
        }

        CountEntries(entries.Count, orders.Count);
        EndMessage((byte)message.MatchEventIndicator);
        return true;
    }

    private bool Trade48(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshTradeSummary48.TryWrap(body, blockLength, version, out var message)) return false;
        if (!message.TryGetNoMDEntries(out var entries) || !message.TryGetNoOrderIDEntries(entries, out var orders)) return false;
        BeginMessage(message.TransactTime, (byte)message.MatchEventIndicator);
        var order = orders.GetEnumerator();
        foreach (var entry in entries)
        {
            var instrumentIndex = ApplyTrade(entry);
            for (var left = OrdersOf(entry); left > 0 && order.MoveNext(); left--) AddOrder(order.Current, instrumentIndex);
        }

        CountEntries(entries.Count, orders.Count);
        EndMessage((byte)message.MatchEventIndicator);
        return true;
    }

    private bool Trade65(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshTradeSummaryLongQty65.TryWrap(body, blockLength, version, out var message)) return false;
        if (!message.TryGetNoMDEntries(out var entries) || !message.TryGetNoOrderIDEntries(entries, out var orders)) return false;
        BeginMessage(message.TransactTime, (byte)message.MatchEventIndicator);
        var order = orders.GetEnumerator();
        foreach (var entry in entries)
        {
            var instrumentIndex = ApplyTrade(entry);
            for (var left = OrdersOf(entry); left > 0 && order.MoveNext(); left--) AddOrder(order.Current, instrumentIndex);
        }

        CountEntries(entries.Count, orders.Count);
        EndMessage((byte)message.MatchEventIndicator);
        return true;
    }

    // Orders come in the order of the trades: the first NumberOfOrders belong to the first (CME MDP 3.0, "Trade Summary").
    private static int OrdersOf<TEntry>(TEntry entry)
        where TEntry : struct, ITradeEntry, allows ref struct => entry.OrderCount == MarketEvent.NullOrders ? 0 : entry.OrderCount;

    private int ApplyTrade<TEntry>(TEntry entry)
        where TEntry : struct, ITradeEntry, allows ref struct
    {
        var book = Enter(entry.SecurityID, entry.RptSeq);
        if (book == null) return MarketEvent.NoInstrument;
        var priceNano = Nano<TEntry>(entry.PriceMantissa);
        var action = (BookAction)entry.ActionCode;
        book->SetTrade(action, priceNano, entry.EntryQuantity);
        if (!TSink.IsEnabled) return book->Index;
        ref var slot = ref Claim(EventKind.Trade, book->Index);
        slot.Action = action;
        slot.Side = SideOf(entry.AggressorCode);
        slot.PriceNano = priceNano;
        slot.Quantity = entry.EntryQuantity;
        slot.RptSeq = entry.RptSeq;
        slot.Orders = entry.OrderCount;
        return book->Index;
    }

    private void AddOrder<TOrder>(TOrder order, int instrumentIndex)
        where TOrder : struct, ITradeOrderEntry, allows ref struct
    {
        if (!TSink.IsEnabled || instrumentIndex == MarketEvent.NoInstrument) return;
        ref var slot = ref Claim(EventKind.TradeOrder, instrumentIndex);
        slot.Side = BookSide.None;
        slot.OrderId = order.OrderID;
        slot.Quantity = order.LastQty;
    }

    private static BookSide SideOf(byte aggressorCode) => aggressorCode switch { 1 => BookSide.Bid, 2 => BookSide.Ask, _ => BookSide.None };
}
