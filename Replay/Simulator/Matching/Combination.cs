namespace FeedHandler.Replay.Simulator;

/// <summary>
/// A calendar spread with the two legs that it buys and sells, one of each: what rests in two of the three implies prices of the third (CME Globex, "Implied
/// markets", first generation: of orders, never of what is itself implied). An instrument is of one combination at most, so that nothing implied ever
/// crosses anything implied.
/// </summary>
internal sealed class Combination(SimulatedInstrument spread, SimulatedInstrument bought, SimulatedInstrument sold)
{
    public SimulatedInstrument Spread => spread;

    /// <summary>The spread, then the leg that it buys, then the one that it sells.</summary>
    public IReadOnlyList<SimulatedInstrument> Members { get; } = [spread, bought, sold];

    /// <summary>Whether orders of it imply anything: all three are traded, implied matching is on for all, and everybody knows their books.</summary>
    public bool IsActive => Takes(spread) && Takes(bought) && Takes(sold);

    /// <summary>What implies a side of one of the three.</summary>
    /// <param name="instrument">The spread or a leg.</param>
    /// <param name="isBid">The side that is implied.</param>
    public ImpliedSource Source(SimulatedInstrument instrument, bool isBid)
    {
        if (instrument == spread) return new ImpliedSource(bought, isBid, sold, !isBid, IsDifference: true);
        return instrument == bought
            ? new ImpliedSource(spread, isBid, sold, isBid, IsDifference: false)
            : new ImpliedSource(bought, isBid, spread, !isBid, IsDifference: true);
    }

    private static bool Takes(SimulatedInstrument instrument) => instrument is { IsLive: true, IsOpen: true, IsImpliedOn: true, IsForgotten: false };
}

/// <summary>Two sides of books that together are a price of a third instrument: the sum of their prices, or the first without the second.</summary>
/// <param name="First">The instrument of the first side.</param>
/// <param name="IsFirstBid">Which side of it.</param>
/// <param name="Second">The instrument of the second side.</param>
/// <param name="IsSecondBid">Which side of it.</param>
/// <param name="IsDifference">Whether the second price is taken from the first.</param>
internal readonly record struct ImpliedSource(
    SimulatedInstrument First, bool IsFirstBid, SimulatedInstrument Second, bool IsSecondBid, bool IsDifference)
{
    public OrderSide FirstSide => First.Book.Side(IsFirstBid);

    public OrderSide SecondSide => Second.Book.Side(IsSecondBid);

    /// <summary>The best price in 1e-9, or null.</summary>
    public long? BestNano => FirstSide.BestNano is { } first && SecondSide.BestNano is { } second ? PriceNano(first, second) : null;

    /// <summary>The levels, best first: each with what can be traded at its price when all better ones have been.</summary>
    public IEnumerable<SimulatedLevel> Levels()
    {
        (OrderSide first, OrderSide second) = (FirstSide, SecondSide);
        (int at, int of) = (0, 0); // the prices of both sides that are next
        (int left, int right) = (0, 0); // what is left of them
        SimulatedLevel level = default;
        while (true)
        {
            if (left == 0 && at < first.Count) left = first.Queues[at++].Level.Quantity;
            if (right == 0 && of < second.Count) right = second.Queues[of++].Level.Quantity;
            int quantity = Math.Min(left, right);
            if (quantity == 0) break;
            long priceNano = PriceNano(first.Queues[at - 1].PriceNano, second.Queues[of - 1].PriceNano);
            if (level.Quantity != 0 && level.PriceNano != priceNano)
            {
                yield return level;
                level = default;
            }

            level = new SimulatedLevel(priceNano, level.Quantity + quantity, 0);
            left -= quantity;
            right -= quantity;
        }

        if (level.Quantity != 0) yield return level;
    }

    private long PriceNano(long first, long second) => IsDifference ? first - second : first + second;
}
