namespace FeedHandler.Core.Orders;

/// <summary>What became of an instruction to a store of orders. What is refused changes nothing: whoever gave it knows that the book is in doubt.</summary>
public enum OrderOutcome : byte
{
    /// <summary>The order was added.</summary>
    Added = 0,

    /// <summary>Price, quantity and priority of the order are those that were told.</summary>
    Changed = 1,

    /// <summary>The order was removed.</summary>
    Removed = 2,

    /// <summary>Refused: the instrument has no order with this id.</summary>
    UnknownOrder = 3,

    /// <summary>Refused: the instrument has an order with this id already.</summary>
    DuplicateOrder = 4,

    /// <summary>Refused: the order stands on the other side.</summary>
    OtherSide = 5,

    /// <summary>Refused: there is no room for another order, or for another level.</summary>
    Full = 6,

    /// <summary>Refused: no such instrument, a side that is neither bid nor ask, the price <see cref="long.MinValue"/>, a quantity below 0, or one by which the
    /// level would exceed 63 bits.</summary>
    OutOfRange = 7,
}
