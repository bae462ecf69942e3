using FeedHandler.Core.Events;

namespace FeedHandler.Core.Books;

public unsafe partial struct InstrumentBook
{
    /// <summary>How far the levels can be trusted.</summary>
    public readonly BookState State
    {
        get
        {
            if (IsStated == 0) return BookState.Unknown;
            if (IsSuspect != 0) return BookState.Suspect;
            for (var side = BookSide.Bid; side <= BookSide.ImpliedAsk; side++)
            {
                for (var number = 1; number <= Depth(side); number++)
                {
                    if (!IsKnown(side, number)) return BookState.Partial;
                }
            }

            // With an assumed depth a level may stand that fell off the venue's shallower book.
            return IsDepthTold != 0 ? BookState.Whole : BookState.Partial;
        }
    }

    /// <summary>Whether a level was stated, or is known to be empty.</summary>
    /// <param name="side">The side.</param>
    /// <param name="number">The level from 1 at the top.</param>
    /// <returns>False for a level out of depth too.</returns>
    public readonly bool IsKnown(BookSide side, int number) => IsInDepth(side, number) && PriceAt(side, number - 1) != UnknownPrice;

    /// <summary>Reads a level that holds something.</summary>
    /// <param name="side">The side.</param>
    /// <param name="number">The level from 1 at the top.</param>
    /// <param name="level">The level, when there is one.</param>
    /// <returns>False when the level is empty, unknown or out of depth.</returns>
    public readonly bool TryGetLevel(BookSide side, int number, out Level level)
    {
        level = default;
        if (!IsInDepth(side, number)) return false;
        var place = number - 1;
        var priceNano = PriceAt(side, place);
        if (priceNano is MarketEvent.NullPrice or UnknownPrice) return false;
        level = (uint)side < 2
            ? new Level(number, priceNano, Direct((uint)side)->Quantity((uint)place), Direct((uint)side)->Orders[place])
            : new Level(number, priceNano, Implied((uint)side)->Quantity(place), MarketEvent.NullOrders);
        return true;
    }

    /// <summary>Copies the levels of a side that hold something, best first.</summary>
    /// <param name="side">The side.</param>
    /// <param name="levels">Takes them; as many as fit.</param>
    /// <returns>How many were copied.</returns>
    public readonly int CopyLevels(BookSide side, Span<Level> levels)
    {
        var count = 0;
        for (var number = 1; number <= Depth(side) && count < levels.Length; number++)
        {
            if (TryGetLevel(side, number, out var level)) levels[count++] = level;
        }

        return count;
    }

    private readonly bool IsInDepth(BookSide side, int number) => (uint)side < 4 && (uint)(number - 1) < DepthOf[(int)side];

    private readonly long PriceAt(BookSide side, int place) =>
        (uint)side < 2 ? Direct((uint)side)->PriceNano((uint)place) : Implied((uint)side)->PriceNano(place);
}
