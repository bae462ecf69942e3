using FeedHandler.Codecs.Cme.Entries;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Venues.Cme;

/// <content>Trade summaries.</content>
public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    // Orders come in the order of the trades: the first NumberOfOrders belong to the first (CME MDP 3.0, "Trade Summary"). Those that are not in the
    // message of their trades come behind it, when all trades of the summary have been told.
    private void ApplyTrades<TScope, TMessage, TEntries, TEntry, TOrders, TOrder>(ReadOnlySpan<byte> body, int blockLength, int version)
        where TScope : struct, IEntryScope
        where TMessage : struct, ITradeMessage<TMessage, TEntries, TOrders>, allows ref struct
        where TEntries : struct, IEntryGroup<TEntry>, allows ref struct
        where TEntry : struct, ITradeEntry, allows ref struct
        where TOrders : struct, IEntryGroup<TOrder>, allows ref struct
        where TOrder : struct, ITradeOrderEntry, allows ref struct
    {
        if (!TMessage.TryWrap(body, blockLength, version, out TMessage message)) return;
        if (!message.TryGetEntries(out TEntries entries, out _) || !message.TryGetOrders(entries, out TOrders orders)) return;
        if (TScope.IsReplay)
        {
            Replay<TEntries, TEntry, TradeRule<TEntry>>(entries, message.TransactTime);
            return;
        }

        BeginMessage(message.TransactTime, message.MatchEventCode);
        _pending.Begin(message.TransactTime);
        bool isLast = (message.MatchEventCode & (CmeMatchEvent.LastTrade | CmeMatchEvent.EndOfEvent)) != 0;
        int ownCount = HasOwnOrders<TEntries, TEntry>(entries, orders.Count, isLast) ? orders.Count : 0;
        int next = 0;
        for (int i = 0; i < entries.Count; i++)
        {
            TEntry entry = entries[i];
            InstrumentBook* book = ApplyTrade(entry, out long priceNano);
            int left = OrderCountOf(entry);
            for (; left > 0 && next < ownCount; left--, next++) TellOrder(book, priceNano, orders[next]);
            _pending.Add(book, priceNano, left);
        }

        for (; next < orders.Count; next++) TellOrder(_pending.Next(out long priceNano), priceNano, orders[next]);
        if (isLast) _pending.End();
        _counters.Entries += entries.Count;
        _counters.OrderEntries += orders.Count;
        _builder.EndMessage((message.MatchEventCode & CmeMatchEvent.EndOfEvent) != 0);
    }

    // Where the beginning of the summary is not known, orders are of the trades in their message only when their counts say so.
    private readonly bool HasOwnOrders<TEntries, TEntry>(TEntries entries, int orderCount, bool isLast)
        where TEntries : struct, IEntryGroup<TEntry>, allows ref struct
        where TEntry : struct, ITradeEntry, allows ref struct
    {
        if (!_pending.IsTorn) return _pending.IsEmpty;
        long count = 0L;
        for (int i = 0; i < entries.Count; i++) count += OrderCountOf(entries[i]);
        return count == orderCount || (isLast && count > orderCount);
    }

    private static int OrderCountOf<TEntry>(TEntry entry)
        where TEntry : struct, ITradeEntry, allows ref struct =>
        entry.OrderCount == MarketEvent.NullOrders ? 0 : Math.Max(entry.OrderCount, 0);

    private void TellOrder<TOrder>(InstrumentBook* book, long priceNano, TOrder order)
        where TOrder : struct, ITradeOrderEntry, allows ref struct
    {
        if (book != null) _builder.TellTradeOrder(book, order.OrderID, priceNano, order.LastQty);
    }

    private InstrumentBook* ApplyTrade<TEntry>(TEntry entry, out long priceNano)
        where TEntry : struct, ITradeEntry, allows ref struct
    {
        priceNano = MarketEvent.NullPrice;
        InstrumentBook* book = _builder.Enter(entry.SecurityID, entry.RptSeq);
        if (book == null) return null;
        priceNano = Nano<TEntry>(entry.PriceMantissa);
        if (_replay.IsOn)
        {
            _builder.RestoreTrade(book, (BookAction)entry.ActionCode, priceNano, entry.EntryQuantity, entry.RptSeq); // it was told when it came
            return book;
        }

        _builder.ApplyTrade(
            book, AggressorOf(entry.AggressorCode), (BookAction)entry.ActionCode, priceNano, entry.EntryQuantity, entry.OrderCount, entry.RptSeq);
        return book;
    }

    // FIX tag 5797 AggressorSide: 1 buy, 2 sell, 0 none, 255 null.
    private static BookSide AggressorOf(byte code) => code switch { 1 => BookSide.Bid, 2 => BookSide.Ask, _ => BookSide.None };
}
