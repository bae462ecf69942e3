using System.Runtime.CompilerServices;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Books;

/// <summary>One price level as a reader sees it.</summary>
/// <param name="Number">Its place from 1 at the top.</param>
/// <param name="PriceNano">The price in 1e-9 of the wire's unit.</param>
/// <param name="Quantity">The quantity in the venue's units, or <see cref="Events.MarketEvent.NullQuantity"/>.</param>
/// <param name="Orders">How many orders make it up, or <see cref="Events.MarketEvent.NullOrders"/>.</param>
public readonly record struct Level(int Number, long PriceNano, long Quantity, int Orders);

/// <summary>Prices in units of 1e-9.</summary>
public static class NanoPrice
{
    /// <summary>Brings a mantissa to units of 1e-9.</summary>
    /// <param name="mantissa">The mantissa; <see cref="MarketEvent.NullPrice"/> for none.</param>
    /// <param name="factor">What one unit of it is in 1e-9, at least 1.</param>
    /// <returns>The price; <see cref="MarketEvent.NullPrice"/> for none, and for one that does not fit.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per entry
    public static long Of(long mantissa, int factor)
    {
        // With a factor of 1 all fit but the least value, with which books mark a level of which nothing is known.
        long limit = long.MaxValue / factor;
        return (ulong)(mantissa + limit) <= (ulong)(2 * limit) ? mantissa * factor : MarketEvent.NullPrice;
    }
}

/// <summary>
/// How a level update lies on a venue's wire: a type argument, so that each field goes from the packet straight to where it is needed, and takes no register
/// before.
/// </summary>
public interface ILevelWire
{
    /// <summary>The instrument at the venue.</summary>
    /// <param name="update">The update's first byte.</param>
    static abstract long SecurityId(ref byte update);

    /// <summary>The update's number within the instrument.</summary>
    /// <param name="update">The update's first byte.</param>
    static abstract uint RptSeq(ref byte update);

    /// <summary>The side; anything from <see cref="InstrumentBook.SideCount"/> on when it is none of the four.</summary>
    /// <param name="update">The update's first byte.</param>
    static abstract uint Side(ref byte update);

    /// <summary>What happens to the level.</summary>
    /// <param name="update">The update's first byte.</param>
    static abstract BookAction Action(ref byte update);

    /// <summary>The level from 1 at the top.</summary>
    /// <param name="update">The update's first byte.</param>
    static abstract uint Level(ref byte update);

    /// <summary>The price in 1e-9; <see cref="MarketEvent.NullPrice"/> for none, and for one that does not fit.</summary>
    /// <param name="update">The update's first byte.</param>
    static abstract long PriceNano(ref byte update);

    /// <summary>The quantity.</summary>
    /// <param name="update">The update's first byte.</param>
    static abstract long Quantity(ref byte update);

    /// <summary>The order count, or <see cref="MarketEvent.NullOrders"/>.</summary>
    /// <param name="update">The update's first byte.</param>
    static abstract int Orders(ref byte update);
}
