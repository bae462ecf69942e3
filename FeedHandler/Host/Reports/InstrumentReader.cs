using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Host.Reports;

/// <summary>Copies instruments out of the feed's memory once its thread has ended.</summary>
internal static class InstrumentReader
{
    /// <summary>All instruments, the one with the most updates first, equal ones in order of appearance.</summary>
    /// <param name="instruments">The feed's table.</param>
    /// <param name="updates">Updates by dense index.</param>
    public static IReadOnlyList<InstrumentReport> Read(InstrumentTable instruments, Func<int, long> updates) =>
        [.. Enumerable.Range(0, instruments.Count).Select(index => Read(instruments, index, updates(index))).OrderByDescending(static i => i.Updates)];

    /// <summary>One instrument as a book shows it.</summary>
    /// <param name="book">The book, of the feed or of a consumer.</param>
    /// <param name="symbol">The venue's name; empty when it was never told.</param>
    /// <param name="displayFactorNano">See <see cref="InstrumentDefinition.DisplayFactorNano"/>.</param>
    /// <param name="updates">Updates so far.</param>
    public static InstrumentReport Read(in InstrumentBook book, string symbol, long displayFactorNano, long updates) => new()
    {
        Index = book.Index,
        SecurityId = book.SecurityId,
        Symbol = symbol,
        State = book.State,
        Status = book.TradingStatus,
        RptSeq = book.RptSeq,
        Updates = updates,
        DisplayFactorNano = displayFactorNano,
        Bids = Levels(book, BookSide.Bid),
        Asks = Levels(book, BookSide.Ask),
        ImpliedBids = Levels(book, BookSide.ImpliedBid),
        ImpliedAsks = Levels(book, BookSide.ImpliedAsk),
        LastPriceNano = book.LastPriceNano,
        LastQuantity = book.LastQuantity,
        Volume = book.Volume,
    };

    private static InstrumentReport Read(InstrumentTable instruments, int index, long updates)
    {
        ref InstrumentDefinition definition = ref instruments.Definition(index);
        return Read(instruments.Books[index], definition.Symbol, definition.DisplayFactorNano, updates);
    }

    private static Level[] Levels(in InstrumentBook book, BookSide side)
    {
        Span<Level> levels = stackalloc Level[InstrumentBook.DirectDepthMax];
        return levels[..book.CopyLevels(side, levels)].ToArray();
    }
}
