using FeedHandler.Core.Events;

namespace FeedHandler.Core.Orders;

/// <summary>The orders of one instrument as a strategy or a subscriber sees them. A ref struct: a view of memory that the next event may change.</summary>
public readonly ref struct OrdersView
{
    private readonly OrderBooks? _books;
    private readonly int _instrument;

    /// <summary>Looks at the orders of an instrument.</summary>
    /// <param name="books">The books; null where none are kept.</param>
    /// <param name="instrument">The instrument's dense index in them.</param>
    /// <param name="trust">How far the orders can be trusted.</param>
    public OrdersView(OrderBooks? books, int instrument, OrderTrust trust)
    {
        _books = books;
        _instrument = instrument;
        Trust = trust;
    }

    /// <summary>Whether books by order are kept. Where they are not, nothing else may be asked but <see cref="State"/>.</summary>
    public bool AreKept => _books is not null;

    /// <summary>How far they can be trusted.</summary>
    public OrderBookState State => Trust.Known;

    /// <summary>What that is made of.</summary>
    public OrderTrust Trust { get; }

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

    private OrderBooks Books => _books ?? throw new InvalidOperationException(
        "No books by order are kept: a feed keeps them with PipelineOptions.OrdersMax, a subscriber with the option Orders of a feed that does.");
}
