using FeedHandler.Core.Events;

namespace FeedHandler.Core.Books;

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
