using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Host.Bench;

/// <summary>A checksum of all levels of all books.</summary>
internal static class BookChecksum
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    /// <summary>The checksum; equal for equal books in equal order.</summary>
    public static ulong Of(BookTable books)
    {
        ulong sum = 0;
        for (int index = 0; index < books.Count; index++) sum = Add(sum, books[index]);
        return sum;
    }

    private static ulong Add(ulong sum, in InstrumentBook book)
    {
        sum = Mix(sum, book.SecurityId);
        for (BookSide side = BookSide.Bid; side <= BookSide.ImpliedAsk; side++)
        {
            for (int number = 1; number <= book.Depth(side); number++)
            {
                if (!book.TryGetLevel(side, number, out Level level)) continue;
                sum = Mix(Mix(Mix(sum, level.PriceNano), level.Quantity), level.Orders);
            }
        }

        return sum;
    }

    private static ulong Mix(ulong sum, long value)
    {
        ulong product = (sum ^ (ulong)value) * Multiplier;
        return product ^ (product >> 32);
    }
}
