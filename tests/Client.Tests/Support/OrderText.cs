using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;

namespace FeedHandler.Client.Tests.Support;

/// <summary>The orders of an instrument in words, each queue in its order, so that two can be compared.</summary>
internal static class OrderText
{
    /// <summary>All of them, and how far they can be trusted.</summary>
    public static string Of(in OrdersView orders)
    {
        List<string> lines = [$"{orders.State}"];
        for (BookSide side = BookSide.Bid; side <= BookSide.Ask && orders.AreKept; side++)
        {
            foreach (OrderLevel level in orders.Levels(side))
            {
                foreach (RestingOrder order in orders.At(side, level.PriceNano)) lines.Add(order.ToString());
            }
        }

        return string.Join('\n', lines);
    }

    /// <summary>Those of a channel's books.</summary>
    public static string Of(ChannelOrders orders, int instrument) => Of(orders.ViewOf(instrument));
}
