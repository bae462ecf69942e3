using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;

namespace FeedHandler.Sinks.Strategies;

/// <summary>The orders of one instrument as a strategy sees them. A ref struct: it is a view of memory that the next event may change.</summary>
public readonly ref struct OrdersView
{
    private readonly ChannelOrders? _orders;
    private readonly int _instrument;

    internal OrdersView(ChannelOrders? orders, int instrument)
    {
        _orders = orders;
        _instrument = instrument;
    }

    /// <summary>Whether books by order are kept. Where they are not, nothing else may be asked but <see cref="State"/>.</summary>
    public bool AreKept => _orders is not null;

    /// <summary>How far they can be trusted.</summary>
    public OrderBookState State => _orders?.StateOf(_instrument) ?? OrderBookState.Unknown;

    /// <summary>How many price levels the orders of a side make up, of any depth.</summary>
    /// <param name="side">Bid or Ask.</param>
    public int Depth(BookSide side) => Books.Depth(_instrument, side);

    /// <summary>The levels of a side that its orders make up, best first.</summary>
    /// <param name="side">Bid or Ask.</param>
    public LevelWalk Levels(BookSide side) => Books.Levels(_instrument, side);

    /// <summary>The orders at a price, the first of the queue first.</summary>
    /// <param name="side">Bid or Ask.</param>
    /// <param name="priceNano">The price in 1e-9 of the wire's unit.</param>
    public OrderWalk At(BookSide side, long priceNano) => Books.Orders(_instrument, side, priceNano);

    /// <summary>Looks an order up.</summary>
    /// <param name="id">Its id at the venue.</param>
    /// <param name="order">The order.</param>
    /// <returns>Whether it rests.</returns>
    public bool TryGet(ulong id, out RestingOrder order) => Books.TryGetOrder(_instrument, id, out order);

    /// <summary>How many orders of its price come before an order. It counts them.</summary>
    /// <param name="id">Its id at the venue.</param>
    /// <returns>0 for the first of the queue, -1 when it does not rest.</returns>
    public int Rank(ulong id) => Books.Rank(_instrument, id);

    private OrderBooks Books => _orders?.Books ?? throw new InvalidOperationException("No books by order are kept: set PipelineOptions.OrdersMax.");
}
