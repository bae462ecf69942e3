using FeedHandler.Core.Events;

namespace FeedHandler.Core.Books;

/// <summary>
/// The consolidated view of a side: direct and implied levels merged by price, quantities added, order counts of the direct book only.
/// </summary>
public static class ConsolidatedSide
{
    /// <summary>Merges the direct and the implied levels of a side, best first.</summary>
    /// <param name="book">The book.</param>
    /// <param name="side"><see cref="BookSide.Bid"/> or <see cref="BookSide.Ask"/>.</param>
    /// <param name="levels">Takes the merged levels; as many as fit, at most 12.</param>
    /// <returns>How many there are.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The side is not a direct one.</exception>
    public static int Copy(in InstrumentBook book, BookSide side, Span<Level> levels)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((byte)side, (byte)BookSide.Ask, nameof(side));
        Span<Level> direct = stackalloc Level[InstrumentBook.DirectDepthMax];
        Span<Level> implied = stackalloc Level[InstrumentBook.ImpliedDepthMax];
        direct = direct[..book.CopyLevels(side, direct)];
        implied = implied[..book.CopyLevels(side == BookSide.Bid ? BookSide.ImpliedBid : BookSide.ImpliedAsk, implied)];
        int count = 0;
        while (count < levels.Length && (!direct.IsEmpty || !implied.IsEmpty))
        {
            int order = Compare(direct, implied, side);
            levels[count] = Next(order, direct, implied) with { Number = count + 1 };
            count++;
            if (order <= 0) direct = direct[1..];
            if (order >= 0) implied = implied[1..];
        }

        return count;
    }

    // Negative: the direct level is better; positive: the implied one; 0: the same price.
    private static int Compare(ReadOnlySpan<Level> direct, ReadOnlySpan<Level> implied, BookSide side)
    {
        if (direct.IsEmpty) return 1;
        if (implied.IsEmpty) return -1;
        int order = direct[0].PriceNano.CompareTo(implied[0].PriceNano);
        return side == BookSide.Bid ? -order : order;
    }

    private static Level Next(int order, ReadOnlySpan<Level> direct, ReadOnlySpan<Level> implied)
    {
        if (order < 0) return direct[0];
        if (order > 0) return implied[0] with { Orders = 0 };
        return direct[0] with { Quantity = Add(direct[0].Quantity, implied[0].Quantity) };
    }

    private static long Add(long quantity, long other)
    {
        if (quantity == MarketEvent.NullQuantity) return other;
        if (other == MarketEvent.NullQuantity) return quantity;
        return long.MaxValue - 1 - other < quantity ? long.MaxValue - 1 : quantity + other;
    }
}
