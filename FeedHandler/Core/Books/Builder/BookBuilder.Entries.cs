using System.Runtime.CompilerServices;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Recovery;

namespace FeedHandler.Core.Books.Builder;

/// <content>What entries do, each to a book that was entered: <see cref="Enter"/>.</content>
public unsafe partial struct BookBuilder<TSink, TStamps>
{
    /// <summary>Brings a price to units of 1e-9.</summary>
    /// <param name="mantissa">The price's mantissa; <see cref="MarketEvent.NullPrice"/> for none.</param>
    /// <param name="factor">What one unit of it is in 1e-9, at least 1.</param>
    /// <returns>The price; <see cref="MarketEvent.NullPrice"/> for none, and for one that does not fit, which is counted.</returns>
    public readonly long Scale(long mantissa, int factor)
    {
        long priceNano = NanoPrice.Of(mantissa, factor);
        if (priceNano == MarketEvent.NullPrice && mantissa != MarketEvent.NullPrice) _counters.PriceOverflow++;
        return priceNano;
    }

    /// <summary>Applies a level update; one that no book can take puts the book in doubt.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="side">The side; anything but the four puts the book in doubt.</param>
    /// <param name="action">What happens to the level.</param>
    /// <param name="level">The level from 1 at the top.</param>
    /// <param name="priceNano">The price in 1e-9, or <see cref="MarketEvent.NullPrice"/>.</param>
    /// <param name="quantity">The quantity.</param>
    /// <param name="orders">The order count, or <see cref="MarketEvent.NullOrders"/>.</param>
    /// <param name="rptSeq">The entry's number within the instrument.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per entry
    public void ApplyLevel(InstrumentBook* book, BookSide side, BookAction action, byte level, long priceNano, long quantity, int orders, uint rptSeq)
    {
        if (!book->Apply(side, action, level, priceNano, quantity, orders))
        {
            Refuse(book, rptSeq);
            return;
        }

        if (action == BookAction.DeleteFrom) _counters.Needs++; // levels of which nothing is known
        TellLevel(book, side, action, level, priceNano, quantity, orders, rptSeq);
    }

    /// <summary>Enters and applies a level update as <see cref="Enter"/> and <see cref="ApplyLevel"/> do, when nothing about it is unusual.</summary>
    /// <typeparam name="TWire">How it lies on the wire.</typeparam>
    /// <param name="update">Its first byte.</param>
    /// <returns>False, and nothing changed, when it takes more.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per entry
    public bool TryApplyLevel<TWire>(ref byte update)
        where TWire : struct, ILevelWire
    {
        if (!_lookup.TryFindAtHome(TWire.SecurityId(ref update), out uint index)) return false;
        InstrumentBook* book = _books + index;
        if (!book->TryApplyNext<TWire>(TWire.RptSeq(ref update), ref update)) return false;
        TellLevel(
            book, (BookSide)TWire.Side(ref update), TWire.Action(ref update), (byte)TWire.Level(ref update), TWire.PriceNano(ref update),
            TWire.Quantity(ref update), TWire.Orders(ref update), TWire.RptSeq(ref update));
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per entry
    private void TellLevel(InstrumentBook* book, BookSide side, BookAction action, byte level, long priceNano, long quantity, int orders, uint rptSeq)
    {
        if (!TSink.IsEnabled) return;
        ref MarketEvent slot = ref Claim(EventKind.Book, book);
        slot.Action = action;
        slot.Side = side;
        slot.PriceNano = priceNano;
        slot.Quantity = quantity;
        slot.RptSeq = rptSeq;
        slot.Orders = orders;
        slot.Level = level;
    }

    /// <summary>Counts an entry that the venue does not define: its book is in doubt.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="rptSeq">The entry's number within the instrument.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Refuse(InstrumentBook* book, uint rptSeq)
    {
        _counters.InvalidEntries++;
        _counters.Doubts++;
        _counters.Needs++;
        book->MarkStale();
        Need(book, BookSource.Refresh);
        if ((_template.Flags & EventFlags.Restored) != 0) _instruments.Statistics(book->IndexField).DoubtAll(); // as consumers take it
        if (!TSink.IsEnabled) return;
        ref MarketEvent slot = ref Claim(EventKind.BookStale, book);
        slot.RptSeq = rptSeq;
        slot.Flags |= EventFlags.InDoubt;
    }

    /// <summary>Empties a book: the venue says so.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="rptSeq">The entry's number within the instrument.</param>
    /// <param name="clearsOrders">Whether its orders go, too: not where a book of levels alone is brought up to date.</param>
    public void Clear(InstrumentBook* book, uint rptSeq, bool clearsOrders = true)
    {
        book->Clear();
        Heals?.Expect(book->IndexField, BookSource.Incremental);
        if (TSink.IsEnabled) TellEmpty(book, rptSeq, isInDoubt: KeepsDoubts(book));
        if (clearsOrders && Orders is not null) ClearOrders(book, isKnown: true);
    }

    // One that is told behind a snapshot is marked as the snapshot's own is, which ends every doubt: doubts that came in between are told again.
    private readonly bool KeepsDoubts(InstrumentBook* book)
    {
        ref StatisticSet statistics = ref _instruments.Statistics(book->IndexField);
        bool isKept = (_template.Flags & EventFlags.Restored) != 0 && statistics.HasDoubt;
        if (isKept) statistics.DoubtAll();
        return isKept;
    }

    /// <summary>Tells the best price of the whole market, which is no level of the book.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="side">The side.</param>
    /// <param name="action">Whether it is new, changed or gone.</param>
    /// <param name="priceNano">The price in 1e-9.</param>
    /// <param name="quantity">The quantity.</param>
    /// <param name="rptSeq">The entry's number within the instrument.</param>
    public void TellMarketBest(InstrumentBook* book, BookSide side, BookAction action, long priceNano, long quantity, uint rptSeq)
    {
        if (!TSink.IsEnabled) return;
        ref MarketEvent slot = ref Claim(EventKind.MarketBest, book);
        slot.Action = action;
        slot.Side = side;
        slot.PriceNano = priceNano;
        slot.Quantity = quantity;
        slot.RptSeq = rptSeq;
    }

    /// <summary>Takes a trade at one price.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="aggressor">The aggressor's side.</param>
    /// <param name="action">New, Change for a correction, Delete for a bust.</param>
    /// <param name="priceNano">The price in 1e-9.</param>
    /// <param name="quantity">The quantity.</param>
    /// <param name="orders">How many orders took part, or <see cref="MarketEvent.NullOrders"/>.</param>
    /// <param name="rptSeq">The entry's number within the instrument.</param>
    public void ApplyTrade(InstrumentBook* book, BookSide aggressor, BookAction action, long priceNano, long quantity, int orders, uint rptSeq)
    {
        book->SetTrade(action, priceNano, quantity);
        if (!TSink.IsEnabled) return;
        ref MarketEvent slot = ref Claim(EventKind.Trade, book);
        slot.Action = action;
        slot.Side = aggressor;
        slot.PriceNano = priceNano;
        slot.Quantity = quantity;
        slot.RptSeq = rptSeq;
        slot.Orders = orders;
    }

    /// <summary>Tells one order's part of the trade before.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="orderId">The order; 0 when the venue names none.</param>
    /// <param name="priceNano">The trade's price in 1e-9.</param>
    /// <param name="quantity">What the order traded.</param>
    public void TellTradeOrder(InstrumentBook* book, ulong orderId, long priceNano, long quantity)
    {
        if (!TSink.IsEnabled) return;
        ref MarketEvent slot = ref Claim(EventKind.TradeOrder, book);
        slot.Side = BookSide.None;
        slot.OrderId = orderId;
        slot.PriceNano = priceNano;
        slot.Quantity = quantity;
    }
}
