using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Sinks.Strategies;

/// <summary>When a strategy is told of changes of books.</summary>
public enum Updates
{
    /// <summary>Of every change, as it comes: within a match event a book may be crossed or incomplete.</summary>
    Every = 0,

    /// <summary>Once for each instrument that a match event touched, when it ends.</summary>
    EndOfEvent = 1,

    /// <summary>Of the best bid and ask alone, when a match event ends that changed them.</summary>
    TopOfBook = 2,
}

/// <summary>The best direct bid and ask of an instrument; <see cref="MarketEvent.NullPrice"/> and quantity 0 where there is none, or none is known.</summary>
/// <param name="BidPriceNano">The best bid in 1e-9 of the wire's unit.</param>
/// <param name="BidQuantity">Its quantity.</param>
/// <param name="AskPriceNano">The best ask.</param>
/// <param name="AskQuantity">Its quantity.</param>
public readonly record struct TopOfBook(long BidPriceNano, long BidQuantity, long AskPriceNano, long AskQuantity)
{
    /// <summary>The top of a book of which nothing is known, or nothing is there.</summary>
    public static TopOfBook None => new(MarketEvent.NullPrice, 0, MarketEvent.NullPrice, 0);

    /// <summary>The top of a book as it is.</summary>
    /// <param name="book">The book.</param>
    public static TopOfBook Of(in InstrumentBook book)
    {
        bool hasBid = book.TryGetLevel(BookSide.Bid, 1, out Level bid);
        bool hasAsk = book.TryGetLevel(BookSide.Ask, 1, out Level ask);
        return new TopOfBook(
            hasBid ? bid.PriceNano : MarketEvent.NullPrice, hasBid ? bid.Quantity : 0,
            hasAsk ? ask.PriceNano : MarketEvent.NullPrice, hasAsk ? ask.Quantity : 0);
    }

    internal bool IsSame(in TopOfBook other) => BidPriceNano == other.BidPriceNano && BidQuantity == other.BidQuantity
        && AskPriceNano == other.AskPriceNano && AskQuantity == other.AskQuantity;
}

/// <summary>
/// Which instruments of a channel the match event at hand has touched, and what was last told of their tops. Allocates nothing after it was made.
/// </summary>
internal sealed class TouchedBooks
{
    private readonly bool[] _isTouched;
    private readonly int[] _touched;
    private readonly TopOfBook[] _tops;

    public TouchedBooks(int countMax)
    {
        _isTouched = new bool[countMax];
        _touched = new int[countMax];
        _tops = new TopOfBook[countMax];
        Array.Fill(_tops, TopOfBook.None);
    }

    /// <summary>The instruments, in the order in which they were touched first.</summary>
    public ReadOnlySpan<int> All => _touched.AsSpan(0, Count);

    public int Count { get; private set; }

    public void Touch(int index)
    {
        if (_isTouched[index]) return;
        _isTouched[index] = true;
        _touched[Count++] = index;
    }

    public void TouchAll(int count)
    {
        for (int index = 0; index < count; index++) Touch(index);
    }

    public void Clear()
    {
        foreach (int index in All) _isTouched[index] = false;
        Count = 0;
    }

    /// <summary>Notes the top of a book.</summary>
    /// <returns>Whether it is another than the one before.</returns>
    public bool HasNewTop(in InstrumentBook book, out TopOfBook top)
    {
        top = TopOfBook.Of(book);
        ref TopOfBook before = ref _tops[book.Index];
        if (before.IsSame(top)) return false;
        before = top;
        return true;
    }
}
