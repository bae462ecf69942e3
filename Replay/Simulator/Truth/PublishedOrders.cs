using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// The orders of an instrument as everything published so far makes them: plain lists, in the plainest terms of the venue's rules. It is what a feed
/// handler's own orders are held against, and shares nothing with them.
/// </summary>
public sealed class PublishedOrders
{
    private readonly List<PublishedOrder> _bids = [];
    private readonly List<PublishedOrder> _asks = [];

    /// <summary>The orders that buy: the highest price first, those of a price by priority.</summary>
    public IReadOnlyList<PublishedOrder> Bids => _bids;

    /// <summary>The orders that sell: the lowest price first, those of a price by priority.</summary>
    public IReadOnlyList<PublishedOrder> Asks => _asks;

    /// <summary>How many orders there are on both sides.</summary>
    public int Count => _bids.Count + _asks.Count;

    /// <summary>The orders of a side in the order in which they trade.</summary>
    /// <param name="side">The bid or the ask; there are no implied orders.</param>
    public IReadOnlyList<PublishedOrder> this[BookSide side] => side switch
    {
        BookSide.Bid => _bids,
        BookSide.Ask => _asks,
        _ => [],
    };

    /// <summary>What the orders of a price add up to: what the level there must be when a match event has ended.</summary>
    /// <param name="side">The side.</param>
    /// <param name="priceNano">The price in 1e-9.</param>
    public SimulatedLevel LevelAt(BookSide side, long priceNano)
    {
        SimulatedLevel level = new(priceNano, 0, 0);
        foreach (PublishedOrder order in this[side])
        {
            if (order.PriceNano == priceNano) level = level with { Quantity = level.Quantity + order.DisplayedQuantity, Orders = level.Orders + 1 };
        }

        return level;
    }

    internal void Clear()
    {
        _bids.Clear();
        _asks.Clear();
    }

    internal void Apply(OrderFact fact)
    {
        List<PublishedOrder> orders = fact.IsBid ? _bids : _asks;
        int place = orders.FindIndex(order => order.OrderId == fact.OrderId);
        if ((place < 0) != (fact.Action == BookAction.New)) throw new InvalidOperationException($"{fact} of an order that is {(place < 0 ? "not " : "")}there");
        if (place >= 0) orders.RemoveAt(place);
        if (fact.Action == BookAction.Delete) return;
        PublishedOrder changed = new(fact.OrderId, fact.Priority!.Value, fact.PriceNano!.Value, fact.Quantity!.Value);
        int before = orders.FindLastIndex(order => IsBefore(order, changed, fact.IsBid));
        orders.Insert(before + 1, changed);
    }

    private static bool IsBefore(PublishedOrder one, PublishedOrder other, bool isBid)
    {
        if (one.PriceNano == other.PriceNano) return one.Priority < other.Priority;
        return isBid ? one.PriceNano > other.PriceNano : one.PriceNano < other.PriceNano;
    }
}

/// <summary>An order as it was last told.</summary>
/// <param name="OrderId">The venue's number of it (FIX tag 37), which is of no two orders of an instrument.</param>
/// <param name="Priority">Its place among the orders of its price (37707): less is earlier.</param>
/// <param name="PriceNano">The price in 1e-9.</param>
/// <param name="DisplayedQuantity">The quantity that it shows (37706).</param>
public readonly record struct PublishedOrder(ulong OrderId, ulong Priority, long PriceNano, int DisplayedQuantity);
