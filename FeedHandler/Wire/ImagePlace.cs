using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Wire;

/// <summary>Which level has which place in an image of a book.</summary>
internal static class ImagePlace
{
    private const int Direct = InstrumentBook.DirectDepthMax;
    private const int Implied = InstrumentBook.ImpliedDepthMax;
    private const int FirstImplied = 2 * Direct;

    /// <summary>The level at a place when it is known to be empty, or out of depth.</summary>
    public static ImageLevel EmptyAt(int place) =>
        new() { PriceNano = MarketEvent.NullPrice, Orders = place < FirstImplied ? 0 : MarketEvent.NullOrders };

    /// <summary>Whether a level is as one that is known to be empty.</summary>
    public static bool IsEmpty(in ImageLevel level, int place) =>
        level.PriceNano == MarketEvent.NullPrice && level.Quantity == 0 && level.Orders == (place < FirstImplied ? 0 : MarketEvent.NullOrders);

    /// <summary>The side and level of a place.</summary>
    /// <param name="place">From 0, below <see cref="BookImage.LevelCount"/>.</param>
    /// <param name="number">The level from 1 at the top.</param>
    public static BookSide SideOf(int place, out int number)
    {
        bool isDirect = place < FirstImplied;
        (int side, int above) = isDirect ? Math.DivRem(place, Direct) : Math.DivRem(place - FirstImplied, Implied);
        number = above + 1;
        return (BookSide)(isDirect ? side : side + 2);
    }

    /// <summary>The place of a level; below 0 when there is no such level.</summary>
    public static int Of(BookSide side, int number)
    {
        bool isDirect = side <= BookSide.Ask;
        int depth = isDirect ? Direct : Implied;
        if (side > BookSide.ImpliedAsk || number < 1 || number > depth) return -1;
        return isDirect ? ((int)side * Direct) + number - 1 : FirstImplied + (((int)side - 2) * Implied) + number - 1;
    }
}
