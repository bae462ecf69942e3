namespace FeedHandler.Replay.Simulator;

/// <summary>
/// An auction: all that crosses trades at one price, the one at which the most is traded; of several the one that leaves the least unmatched, of those
/// the lowest. Behind it nothing crosses.
/// </summary>
internal static class Auction
{
    /// <summary>What an auction would come to, or null when nothing crosses.</summary>
    public static (long PriceNano, int Quantity)? Of(OrderBook book)
    {
        (long PriceNano, int Quantity, int Unmatched)? best = null;
        foreach (long priceNano in book.Bids.Queues.Concat(book.Asks.Queues).Select(static queue => queue.PriceNano).Order())
        {
            int bought = QuantityAt(book.Bids, priceNano);
            int sold = QuantityAt(book.Asks, priceNano);
            (int quantity, int unmatched) = (Math.Min(bought, sold), Math.Abs(bought - sold));
            bool isBetter = best is not { } other || quantity > other.Quantity || (quantity == other.Quantity && unmatched < other.Unmatched);
            if (quantity != 0 && isBetter) best = (priceNano, quantity, unmatched);
        }

        return best is { } found ? (found.PriceNano, found.Quantity) : null;
    }

    /// <summary>Trades what crosses: those that buy give first, each side by price and then by priority.</summary>
    /// <param name="book">The book.</param>
    /// <param name="result">What <see cref="Of"/> told.</param>
    /// <param name="fills">Takes what each order gave.</param>
    public static void Uncross(OrderBook book, (long PriceNano, int Quantity) result, List<Fill> fills)
    {
        foreach (OrderSide side in (OrderSide[])[book.Bids, book.Asks])
        {
            int left = result.Quantity;
            while (left > 0)
            {
                SimulatedOrder first = side.Queues[0].Orders[0];
                int taken = Math.Min(left, first.Displayed);
                fills.Add(new Fill(first, result.PriceNano, taken, IsHidden: first.Told?.Priority != first.Priority));
                book.Take(first, taken);
                left -= taken;
            }
        }
    }

    private static int QuantityAt(OrderSide side, long priceNano) => side.Queues
        .Where(queue => !side.IsBetter(priceNano, queue.PriceNano)).Sum(static queue => queue.Orders.Sum(static order => order.Displayed + order.Hidden));
}
