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
    /// <param name="orders">The channel's books by order; null where none are kept.</param>
    /// <param name="instrument">The instrument's dense index.</param>
    public static OrdersReport? Of(ChannelOrders? orders, int instrument)
    {
        if (orders is null) return null;
        (OrderLevel[] bids, OrderLevel[] asks) = (Levels(orders.Books, instrument, BookSide.Bid), Levels(orders.Books, instrument, BookSide.Ask));
        return new OrdersReport(orders.StateOf(instrument), bids.Concat(asks).Sum(static level => (long)level.Orders), bids, asks);
    }

    private static Level[] Numbered(IReadOnlyList<OrderLevel> levels) =>
        [.. levels.Select(static (level, index) => new Level(index + 1, level.PriceNano, level.Quantity, level.Orders))];

    private static OrderLevel[] Levels(OrderBooks books, int instrument, BookSide side)
    {
        OrderLevel[] levels = new OrderLevel[books.Depth(instrument, side)];
        books.CopyLevels(instrument, side, levels);
        return levels;
    }
}
