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
            if ((DoubtsField & (BookDoubts.Levels | BookDoubts.Tail)) != 0) return BookState.Suspect;
            bool isPartial = IsDepthTold == 0; // with an assumed depth a level may stand that fell off the venue's shallower book
            for (BookSide side = BookSide.Bid; side <= BookSide.ImpliedAsk; side++)
            {
                if (!IsOrdered(side)) return BookState.Suspect;
                for (int number = 1; number <= Depth(side) && !isPartial; number++) isPartial = !IsKnown(side, number);
            }

            return isPartial ? BookState.Partial : BookState.Whole;
        }
    }

    /// <summary>Whether the book is awaited to be whole and may be so, as far as one word tells: it was stated with its depth, and nothing is in
    /// doubt.</summary>
    internal readonly bool MayHaveHealed => (_soundness & SoundnessMask) == AwaitedAndSound;

    /// <summary>Whether the deepest direct levels are known: without them a book is not whole.</summary>
    internal readonly bool IsDeepestKnown => PriceAt(BookSide.Bid, DepthOf[0] - 1) != UnknownPrice && PriceAt(BookSide.Ask, DepthOf[1] - 1) != UnknownPrice;

    /// <summary>
    /// Whether the best direct bid is at or above the best direct ask. It happens on a sound feed, between the entries of a match event and before the
    /// open, and is no sign of a wrong book by itself.
    /// </summary>
    public readonly bool IsCrossed =>
        TryGetLevel(BookSide.Bid, 1, out Level bid) && TryGetLevel(BookSide.Ask, 1, out Level ask) && bid.PriceNano >= ask.PriceNano;

    /// <summary>Whether a side is as no exchange holds one: with a hole, or out of order.</summary>
    public readonly bool IsDisordered =>
        !IsOrdered(BookSide.Bid) || !IsOrdered(BookSide.Ask) || !IsOrdered(BookSide.ImpliedBid) || !IsOrdered(BookSide.ImpliedAsk);

    /// <summary>
    /// Whether a side can be one that an exchange holds: each level worse than the one above it, and none below an empty one. Levels of which nothing
    /// is known are passed over.
    /// </summary>
    /// <param name="side">The side.</param>
    private readonly bool IsOrdered(BookSide side)
    {
        int sign = side is BookSide.Bid or BookSide.ImpliedBid ? -1 : 1;
        bool hasEnded = false;
        long? above = null;
        for (int place = 0; place < Depth(side); place++)
        {
            long priceNano = PriceAt(side, place);
            if (priceNano == UnknownPrice) continue;
            if (priceNano == MarketEvent.NullPrice)
            {
                hasEnded = true;
                continue;
            }

            if (hasEnded || (above is { } better && priceNano.CompareTo(better) != sign)) return false;
            above = priceNano;
        }

        return true;
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
        int place = number - 1;
        long priceNano = PriceAt(side, place);
        if (priceNano is MarketEvent.NullPrice or UnknownPrice) return false;
        level = (uint)side < 2
            ? new Level(number, priceNano, Direct((uint)side)->Quantity((uint)place), Direct((uint)side)->Orders[place])
            : new Level(number, priceNano, Implied((uint)side)->Quantity(place), MarketEvent.NullOrders);
        return true;
    }

    /// <summary>Reads the best level of a side that is known. Above 1 its number says that nothing is known of those above it.</summary>
    /// <param name="side">The side.</param>
    /// <param name="level">The level, when there is one.</param>
    /// <returns>False when no level holds anything that is known.</returns>
    public readonly bool TryGetBest(BookSide side, out Level level)
    {
        level = default;
        for (int number = 1; number <= Depth(side); number++)
        {
            if (TryGetLevel(side, number, out level)) return true;
        }

        return false;
    }

    /// <summary>Copies the levels of a side that hold something, best first.</summary>
    /// <param name="side">The side.</param>
    /// <param name="levels">Takes them; as many as fit.</param>
    /// <returns>How many were copied.</returns>
    public readonly int CopyLevels(BookSide side, Span<Level> levels)
    {
        int count = 0;
        for (int number = 1; number <= Depth(side) && count < levels.Length; number++)
        {
            if (TryGetLevel(side, number, out Level level)) levels[count++] = level;
        }

        return count;
    }

    private readonly bool IsInDepth(BookSide side, int number) => (uint)side < SideCount && (uint)(number - 1) < DepthOf[(int)side];

    private readonly long PriceAt(BookSide side, int place)
    {
        if ((uint)side < 2) return Direct((uint)side)->PriceNano((uint)place);
        long priceNano = Implied((uint)side)->PriceNano(place);
        return (DoubtsField & BookDoubts.Implied) != 0 && priceNano != MarketEvent.NullPrice ? UnknownPrice : priceNano;
    }
}
