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

    private static InstrumentReport Read(InstrumentTable instruments, int index, long updates)
    {
        ref InstrumentBook book = ref instruments.Books[index];
        ref InstrumentDefinition definition = ref instruments.Definition(index);
        return new InstrumentReport
        {
            SecurityId = book.SecurityId,
            Symbol = definition.Symbol,
            State = book.State,
            Status = book.TradingStatus,
            RptSeq = book.RptSeq,
            Updates = updates,
            DisplayFactorNano = definition.DisplayFactorNano,
            Bids = Levels(book, BookSide.Bid),
            Asks = Levels(book, BookSide.Ask),
            ImpliedBids = Levels(book, BookSide.ImpliedBid),
            ImpliedAsks = Levels(book, BookSide.ImpliedAsk),
            LastPriceNano = book.LastPriceNano,
            LastQuantity = book.LastQuantity,
            Volume = book.Volume,
        };
    }

    private static Level[] Levels(in InstrumentBook book, BookSide side)
    {
        Span<Level> levels = stackalloc Level[InstrumentBook.DirectDepthMax];
        return levels[..book.CopyLevels(side, levels)].ToArray();
    }
}
