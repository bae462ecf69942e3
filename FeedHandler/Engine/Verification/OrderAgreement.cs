using System.Globalization;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;

namespace FeedHandler.Engine;

/// <summary>
/// At the end of a match event the displayed quantities and the number of the orders at a price are the level's, for every level in depth (CME MDP 3.0,
/// "Market by Order - Book Management").
/// </summary>
internal static class OrderAgreement
{
    /// <summary>Compares a side.</summary>
    /// <returns>What differs, or null.</returns>
    public static string? Compare(in InstrumentBook book, BookSide side, OrderBooks orders)
    {
        LevelWalk made = orders.Levels(book.Index, side);
        for (int number = 1; number <= book.Depth(side); number++)
        {
            bool isTold = book.TryGetLevel(side, number, out Level told);
            bool isMade = made.MoveNext();
            if (!isTold && !isMade) return null;
            if (isTold && isMade && AreSame(told, made.Current)) continue;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{EventWords.Of(side)} {number}: the level is {(isTold ? Text(told.PriceNano, told.Quantity, told.Orders) : "empty")}, "
                + $"its orders make {(isMade ? Text(made.Current.PriceNano, made.Current.Quantity, made.Current.Orders) : "none")}");
        }

        return null;
    }

    // A count that the venue does not tell is none that could differ.
    private static bool AreSame(in Level told, in OrderLevel made) => told.PriceNano == made.PriceNano && told.Quantity == made.Quantity
        && (told.Orders == MarketEvent.NullOrders || told.Orders == made.Orders);

    private static string Text(long priceNano, long quantity, int orders) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{priceNano / 1_000_000_000m:0.#########} x {quantity}{(orders == MarketEvent.NullOrders ? "" : $" of {orders} orders")}");
}

/// <summary>
/// A consolidated level is what the direct and the implied level of its price add up to, by an arithmetic that shares nothing with the one that made it.
/// </summary>
internal static class ConsolidatedAgreement
{
    /// <summary>Compares a side.</summary>
    /// <returns>What differs, or null.</returns>
    public static string? Compare(in InstrumentBook book, BookSide side, ReadOnlySpan<Level> merged)
    {
        int priceCount = 0;
        for (int number = 1; number <= book.Depth(side); number++) priceCount += book.TryGetLevel(side, number, out _) ? 1 : 0;
        BookSide implied = side == BookSide.Bid ? BookSide.ImpliedBid : BookSide.ImpliedAsk;
        for (int number = 1; number <= book.Depth(implied); number++)
            priceCount += book.TryGetLevel(implied, number, out Level level) && !Find(book, side, level.PriceNano, out _) ? 1 : 0;
        if (priceCount != merged.Length) return Text(side, $"{merged.Length} consolidated levels of {priceCount} prices");
        for (int place = 0; place < merged.Length; place++)
        {
            Level at = merged[place];
            bool isDirect = Find(book, side, at.PriceNano, out Level direct);
            bool isImplied = Find(book, implied, at.PriceNano, out Level derived);
            Int128 due = (isDirect ? Known(direct.Quantity) : 0) + (isImplied ? Known(derived.Quantity) : 0);
            if (due != Known(at.Quantity) && due <= long.MaxValue - 1) return Text(side, $"{at.Number}: {at.Quantity}, and direct and implied are {due}");
            bool isBehind = place > 0 && (side == BookSide.Bid ? at.PriceNano >= merged[place - 1].PriceNano : at.PriceNano <= merged[place - 1].PriceNano);
            if (isBehind) return Text(side, $"{at.Number} is no worse than the one above it");
        }

        return null;
    }

    private static long Known(long quantity) => quantity == MarketEvent.NullQuantity ? 0 : quantity;

    private static bool Find(in InstrumentBook book, BookSide side, long priceNano, out Level found)
    {
        for (int number = 1; number <= book.Depth(side); number++)
        {
            if (book.TryGetLevel(side, number, out found) && found.PriceNano == priceNano) return true;
        }

        found = default;
        return false;
    }

    private static string Text(BookSide side, FormattableString difference) => $"{EventWords.Of(side)} {difference.ToString(CultureInfo.InvariantCulture)}";
}
