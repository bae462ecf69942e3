namespace FeedHandler.Replay.Simulator;

/// <summary>
/// An auction: all that crosses trades at one price, the one at which the most is traded; of several the one that leaves the least unmatched, of those
/// the lowest. Behind it (<see cref="Matcher.Uncross(SimulatedInstrument, ValueTuple{long, int})"/>) nothing crosses.
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

    private static int QuantityAt(OrderSide side, long priceNano) => side.Queues
        .Where(queue => !side.IsBetter(priceNano, queue.PriceNano)).Sum(static queue => queue.Orders.Sum(static order => order.Displayed + order.Hidden));
}
