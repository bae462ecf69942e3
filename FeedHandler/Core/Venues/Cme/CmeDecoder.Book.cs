using System.Runtime.CompilerServices;
using FeedHandler.Codecs.Cme;
using FeedHandler.Codecs.Cme.Entries;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Venues.Cme;

public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    private bool Book46(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshBook46.TryWrap(body, blockLength, version, out var message)) return false;
        if (!message.TryGetNoMDEntries(out var entries) || !message.TryGetNoOrderIDEntries(entries, out var orders)) return false;
        BeginMessage(message.TransactTime, (byte)message.MatchEventIndicator);
        foreach (var entry in entries) ApplyBook(entry);
        CountEntries(entries.Count, orders.Count);
        EndMessage((byte)message.MatchEventIndicator);
        return true;
    }

    private bool Book32(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshBook32.TryWrap(body, blockLength, version, out var message)) return false;
        if (!message.TryGetNoMDEntries(out var entries) || !message.TryGetNoOrderIDEntries(entries, out var orders)) return false;
        BeginMessage(message.TransactTime, (byte)message.MatchEventIndicator);
        foreach (var entry in entries) ApplyBook(entry);
        CountEntries(entries.Count, orders.Count);
        EndMessage((byte)message.MatchEventIndicator);
        return true;
    }

    private bool Book64(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshBookLongQty64.TryWrap(body, blockLength, version, out var message)) return false;
        if (!message.TryGetNoMDEntries(out var entries) || !message.TryGetNoOrderIDEntries(entries, out var orders)) return false;
        BeginMessage(message.TransactTime, (byte)message.MatchEventIndicator);
        foreach (var entry in entries) ApplyBook(entry);
        CountEntries(entries.Count, orders.Count);
        EndMessage((byte)message.MatchEventIndicator);
        return true;
    }

    // Order books are not built yet; their messages are checked and counted.
    private bool OrderBook47(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshOrderBook47.TryWrap(body, blockLength, version, out var message)) return false;
        if (!message.TryGetNoMDEntries(out var entries)) return false;
        return CountOrders(message.TransactTime, (byte)message.MatchEventIndicator, entries.Count);
    }

    private bool OrderBook43(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshOrderBook43.TryWrap(body, blockLength, version, out var message)) return false;
        if (!message.TryGetNoMDEntries(out var entries)) return false;
        return CountOrders(message.TransactTime, (byte)message.MatchEventIndicator, entries.Count);
    }

    private bool CountOrders(ulong transactTimeNs, byte matchEventIndicator, int orderCount)
    {
        BeginMessage(transactTimeNs, matchEventIndicator);
        CountEntries(0, orderCount);
        EndMessage(matchEventIndicator);
        return true;
    }

    private readonly void CountEntries(int entryCount, int orderCount)
    {
        _counters.Entries += entryCount;
        if (orderCount != 0) _counters.OrderEntries += orderCount;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per entry
    private void ApplyBook<TEntry>(TEntry entry)
        where TEntry : struct, IBookEntry, allows ref struct
    {
        var book = Enter(entry.SecurityID, entry.RptSeq);
        if (book == null) return;
        var side = (BookSide)CmeSides.Of[entry.TypeCode];
        var action = (BookAction)entry.ActionCode;
        var priceNano = Nano<TEntry>(entry.PriceMantissa);
        if (!book->Apply(side, action, entry.MDPriceLevel, priceNano, entry.EntryQuantity, entry.OrderCount))
        {
            ApplyUnusual(book, entry);
            return;
        }

        if (!TSink.IsEnabled) return;
        ref var slot = ref Claim(EventKind.Book, book->Index);
        slot.Action = action;
        slot.Side = side;
        slot.PriceNano = priceNano;
        slot.Quantity = entry.EntryQuantity;
        slot.RptSeq = entry.RptSeq;
        slot.Orders = entry.OrderCount;
        slot.Level = entry.MDPriceLevel;
    }

    // A book reset, a market-best price (which has no book here), or something that the venue does not define: then the book is in doubt.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ApplyUnusual<TEntry>(InstrumentBook* book, TEntry entry)
        where TEntry : struct, IBookEntry, allows ref struct
    {
        var side = CmeSides.Of[entry.TypeCode];
        if (side == CmeSides.MarketBest) return;
        var isReset = side == CmeSides.Reset;
        if (isReset)
        {
            book->Clear();
        }
        else
        {
            _counters.InvalidEntries++;
            book->MarkStale();
        }

        if (TSink.IsEnabled) Claim(isReset ? EventKind.BookClear : EventKind.BookStale, book->Index).RptSeq = entry.RptSeq;
    }
}
