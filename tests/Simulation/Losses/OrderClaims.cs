using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Losses;

/// <summary>The books by order that a channel shows as whole, held against those of the exchange: at the feed and at a subscriber alike.</summary>
internal sealed class OrderClaims
{
    /// <summary>Books that were whole and had orders when they were compared.</summary>
    public long WholeCount { get; private set; }

    /// <summary>Books that were not claimed to be whole.</summary>
    public long DoubtfulCount { get; private set; }

    /// <summary>Compares what the feed and a subscriber claim of the orders of an instrument, whether there is one any more or not.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static string? CompareStates(ChannelOrders feed, ChannelOrders copy, int index) => copy.StateOf(index) == feed.StateOf(index)
        ? null
        : $"the orders are {feed.StateOf(index)}, those of the subscriber {copy.StateOf(index)}";

    /// <summary>Compares the orders of an instrument.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? Compare(ChannelOrders feed, ChannelOrders copy, int index, PublishedOrders truth)
    {
        if (feed.StateOf(index) != OrderBookState.Whole)
        {
            DoubtfulCount++;
            return null;
        }

        if (truth.Count > 0) WholeCount++;
        return Compare(feed, index, truth, BookSide.Bid) ?? Compare(feed, index, truth, BookSide.Ask)
            ?? Compare(copy, index, truth, BookSide.Bid) ?? Compare(copy, index, truth, BookSide.Ask);
    }

    private static string? Compare(ChannelOrders orders, int index, PublishedOrders truth, BookSide side)
    {
        IReadOnlyList<PublishedOrder> right = truth[side];
        int place = 0;
        foreach (OrderLevel level in orders.Books.Levels(index, side))
        {
            foreach (RestingOrder order in orders.Books.Orders(index, side, level.PriceNano))
            {
                PublishedOrder? due = place < right.Count ? right[place++] : null;
                if (due is not { } one || new RestingOrder(one.OrderId, side, one.PriceNano, one.DisplayedQuantity, one.Priority) != order)
                    return $"{side}: {order}, and the exchange has {due}";
            }
        }

        return place == right.Count ? null : $"{side}: {place} orders, and the exchange has {right.Count}";
    }
}
