using FeedHandler.Codecs.Cme.Entries;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Venues.Cme;

/// <content>Trade summaries, and orders that are counted only.</content>
public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    // Orders come in the order of the trades: the first NumberOfOrders belong to the first (CME MDP 3.0, "Trade Summary").
    private void ApplyTrades<TMessage, TEntries, TEntry, TOrders, TOrder>(ReadOnlySpan<byte> body, int blockLength, int version)
        where TMessage : struct, ITradeMessage<TMessage, TEntries, TOrders>, allows ref struct
        where TEntries : struct, IEntryGroup<TEntry>, allows ref struct
        where TEntry : struct, ITradeEntry, allows ref struct
        where TOrders : struct, IEntryGroup<TOrder>, allows ref struct
        where TOrder : struct, ITradeOrderEntry, allows ref struct
    {
        if (!TMessage.TryWrap(body, blockLength, version, out var message)) return;
        if (!message.TryGetEntries(out var entries, out _) || !message.TryGetOrders(entries, out var orders)) return;
        BeginMessage(message.TransactTime, message.MatchEventCode);
        var next = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            var book = ApplyTrade(entry, out var priceNano);
            var orderCount = entry.OrderCount == MarketEvent.NullOrders ? 0 : entry.OrderCount;
            for (; orderCount > 0 && next < orders.Count; orderCount--, next++)
            {
                if (book != null) _builder.TellTradeOrder(book, orders[next].OrderID, priceNano, orders[next].LastQty);
            }
        }

        _counters.Entries += entries.Count;
        _counters.OrderEntries += orders.Count;
        _builder.EndMessage((message.MatchEventCode & CmeMatchEvent.EndOfEvent) != 0);
    }

    private InstrumentBook* ApplyTrade<TEntry>(TEntry entry, out long priceNano)
        where TEntry : struct, ITradeEntry, allows ref struct
    {
        priceNano = MarketEvent.NullPrice;
        var book = _builder.Enter(entry.SecurityID, entry.RptSeq);
        if (book == null) return null;
        priceNano = Nano<TEntry>(entry.PriceMantissa);
        _builder.ApplyTrade(
            book, AggressorOf(entry.AggressorCode), (BookAction)entry.ActionCode, priceNano, entry.EntryQuantity, entry.OrderCount, entry.RptSeq);
        return book;
    }

    // FIX tag 5797 AggressorSide: 1 buy, 2 sell, 0 none, 255 null.
    private static BookSide AggressorOf(byte code) => code switch { 1 => BookSide.Bid, 2 => BookSide.Ask, _ => BookSide.None };

    // Order books are not built yet; their messages are counted.
    private void CountOrders<TMessage, TEntries>(ReadOnlySpan<byte> body, int blockLength, int version)
        where TMessage : struct, IEntryMessage<TMessage, TEntries>, allows ref struct
        where TEntries : struct, allows ref struct
    {
        if (!TMessage.TryWrap(body, blockLength, version, out var message) || !message.TryGetEntries(out _, out var orderCount)) return;
        BeginMessage(message.TransactTime, message.MatchEventCode);
        _counters.OrderEntries += orderCount;
        _builder.EndMessage((message.MatchEventCode & CmeMatchEvent.EndOfEvent) != 0);
    }
}
