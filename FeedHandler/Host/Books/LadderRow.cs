using FeedHandler.Core.Books;
using FeedHandler.Engine;

namespace FeedHandler.Host.Books;

/// <summary>One price of a ladder and what stands there on one side.</summary>
/// <param name="PriceNano">The price in 1e-9 of the wire's unit.</param>
/// <param name="IsBid">Whether it is a bid.</param>
/// <param name="Direct">The direct level, when there is one.</param>
/// <param name="Implied">The implied level, when there is one.</param>
internal sealed record LadderRow(long PriceNano, bool IsBid, Level? Direct, Level? Implied)
{
    /// <summary>The quantity of both, for the bar.</summary>
    public long Quantity => Known(Direct) + Known(Implied);

    /// <summary>The rows of one side, the best first.</summary>
    public static IReadOnlyList<LadderRow> Of(IReadOnlyList<Level> direct, IReadOnlyList<Level> implied, bool isBid, int depth)
    {
        IEnumerable<long> prices = direct.Concat(implied).Select(static level => level.PriceNano).Distinct();
        IEnumerable<long> sorted = isBid ? prices.OrderDescending() : prices.Order();
        return [.. sorted.Take(depth).Select(price => new LadderRow(price, isBid, At(direct, price), At(implied, price)))];
    }

    private static Level? At(IReadOnlyList<Level> levels, long priceNano)
    {
        foreach (Level level in levels)
        {
            if (level.PriceNano == priceNano) return level;
        }

        return null;
    }

    private static long Known(Level? level) => level is { Quantity: not Core.Events.MarketEvent.NullQuantity and var quantity } ? quantity : 0;
}
