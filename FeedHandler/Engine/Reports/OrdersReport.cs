using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;

namespace FeedHandler.Engine;

/// <summary>The book by order of one instrument at the end of the feed.</summary>
/// <param name="State">How far it can be trusted.</param>
/// <param name="Count">How many orders rest.</param>
/// <param name="Bids">The levels that the orders to buy make up, best first, of any depth.</param>
/// <param name="Asks">Those of the orders to sell.</param>
public sealed record OrdersReport(OrderBookState State, long Count, IReadOnlyList<OrderLevel> Bids, IReadOnlyList<OrderLevel> Asks)
{
    /// <summary>The bids, numbered from the best.</summary>
    public IReadOnlyList<Level> NumberedBids => Numbered(Bids);

    /// <summary>The asks, numbered from the best.</summary>
    public IReadOnlyList<Level> NumberedAsks => Numbered(Asks);

    /// <summary>Copies one out of the memory of a feed, or of a consumer.</summary>
    /// <param name="orders">The orders of an instrument.</param>
    /// <returns>Null where none are kept.</returns>
    public static OrdersReport? Of(in OrdersView orders)
    {
        if (!orders.AreKept) return null;
        (OrderLevel[] bids, OrderLevel[] asks) = (Levels(orders, BookSide.Bid), Levels(orders, BookSide.Ask));
        return new OrdersReport(orders.State, bids.Concat(asks).Sum(static level => (long)level.Orders), bids, asks);
    }

    private static Level[] Numbered(IReadOnlyList<OrderLevel> levels) =>
        [.. levels.Select(static (level, index) => new Level(index + 1, level.PriceNano, level.Quantity, level.Orders))];

    private static OrderLevel[] Levels(in OrdersView orders, BookSide side)
    {
        OrderLevel[] levels = new OrderLevel[orders.Depth(side)];
        int count = 0;
        foreach (OrderLevel level in orders.Levels(side)) levels[count++] = level;
        return levels;
    }
}
