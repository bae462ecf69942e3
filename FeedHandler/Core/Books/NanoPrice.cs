using System.Runtime.CompilerServices;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Books;

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
        var limit = long.MaxValue / factor;
        return (ulong)(mantissa + limit) <= (ulong)(2 * limit) ? mantissa * factor : MarketEvent.NullPrice;
    }
}
