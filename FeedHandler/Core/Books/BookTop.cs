using FeedHandler.Core.Events;

namespace FeedHandler.Core.Books;

/// <summary>The best direct prices of a book that are known, and what they are worth: whoever is told of best prices is told when this is another.</summary>
/// <param name="Bid">The best bid that is known, see <see cref="InstrumentBook.TryGetBest"/>; null for none.</param>
/// <param name="Ask">The best ask that is known; null for none.</param>
/// <param name="State">How far the book can be trusted.</param>
/// <param name="Doubts">What of it may have changed unseen.</param>
public readonly record struct BookTop(Level? Bid, Level? Ask, BookState State, BookDoubts Doubts)
{
    /// <summary>The top of a book as it stands.</summary>
    /// <param name="book">The book.</param>
    public static BookTop Of(in InstrumentBook book) =>
        new(book.TryGetBest(BookSide.Bid, out Level bid) ? bid : null, book.TryGetBest(BookSide.Ask, out Level ask) ? ask : null, book.State, book.Doubts);
}
