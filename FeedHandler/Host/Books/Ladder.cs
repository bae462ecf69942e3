using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Engine;

namespace FeedHandler.Host.Books;

/// <summary>One instrument's book, movable to any event: forward by applying events, backward by starting again.</summary>
internal sealed class Ladder : IDisposable
{
    private readonly List<MarketEvent> _events;
    private readonly InstrumentReport _instrument;
    private readonly int _ordersMax;
    private BookReplica _replica = new(1);
    private OrderReplica? _orders;
    private LevelOrigins _origins;

    /// <summary>Stands before the first event.</summary>
    /// <param name="events">The instrument's events, with the dense index 0.</param>
    /// <param name="instrument">Its name and factor.</param>
    /// <param name="ordersMax">How many of its orders there can be; 0 where its events tell none.</param>
    public Ladder(List<MarketEvent> events, InstrumentReport instrument, int ordersMax)
    {
        _events = events;
        _instrument = instrument;
        _ordersMax = ordersMax;
        _orders = NewOrders();
        _origins = new LevelOrigins(_replica.Books);
    }

    /// <summary>How many events there are.</summary>
    public int Count => _events.Count;

    /// <summary>How many events were applied: the number of the last one, from 1; 0 before the first.</summary>
    public int Position { get; private set; }

    /// <summary>The last event that was applied. Not before the first.</summary>
    public MarketEvent Last => _events[Position - 1];

    /// <summary>The instrument's name and factor, and its book as of the end of the capture.</summary>
    public InstrumentReport Instrument => _instrument;

    /// <summary>The book at this event.</summary>
    public InstrumentReport Book => _replica.Books.Count == 0
        ? Unheard(_instrument)
        : InstrumentReport.Of(
            _replica.Books[0], (_instrument.Channel, _instrument.ChannelId), _instrument.Symbol, _instrument.DisplayFactorNano, Position) with
        {
            Orders = OrdersReport.Of(_orders is { } orders ? orders.Orders.ViewOf(0) : default),
            Origins = InstrumentReport.OriginsOf(_origins, 0),
        };

    /// <summary>What the orders at the best price of a side display, the first of the queue first.</summary>
    /// <param name="side">Bid or Ask.</param>
    public IEnumerable<long> Queue(BookSide side)
    {
        List<long> quantities = [];
        if (_orders is null || !_orders.Orders.Books.TryGetBest(0, side, out OrderLevel best)) return quantities;
        foreach (RestingOrder order in _orders.Orders.Books.Orders(0, side, best.PriceNano)) quantities.Add(order.Quantity);
        return quantities;
    }

    /// <summary>Moves to just after an event.</summary>
    /// <param name="position">The event's number; out of range it is the nearest end.</param>
    public void MoveTo(int position)
    {
        position = Math.Clamp(position, 0, Count);
        if (position < Position) Restart();
        for (; Position < position; Position++)
        {
            _replica.Apply(_events[Position]);
            _orders?.Apply(_events[Position]);
            _origins.Apply(_events[Position]);
        }
    }

    /// <summary>Moves to just after the next trade, or to the end when there is none.</summary>
    public void MoveToNextTrade()
    {
        int next = _events.FindIndex(Position, static marketEvent => marketEvent.Kind == EventKind.Trade);
        MoveTo(next < 0 ? Count : next + 1);
    }

    /// <summary>When the exchange made the first book update or trade that has a time; null when none has one.</summary>
    public long? FirstTransactTimeNs
    {
        get
        {
            int first = _events.FindIndex(
                static marketEvent => marketEvent.Kind is EventKind.Book or EventKind.Trade && marketEvent.TransactTimeNs > 0);
            return first < 0 ? null : _events[first].TransactTimeNs;
        }
    }

    /// <summary>The number of the last event that the exchange made no later than a time; 0 when there is none.</summary>
    /// <param name="transactTimeNs">Nanoseconds since the Unix epoch.</param>
    public int PositionAt(long transactTimeNs) => 1 + _events.FindLastIndex(
        marketEvent => marketEvent.TransactTimeNs != 0 && (ulong)marketEvent.TransactTimeNs <= (ulong)Math.Max(0, transactTimeNs));

    /// <inheritdoc/>
    public void Dispose()
    {
        _origins.Dispose();
        _replica.Dispose();
        _orders?.Dispose();
    }

    private static InstrumentReport Unheard(InstrumentReport instrument) => instrument with
    {
        State = BookState.Unknown,
        Status = TradingStatus.Unknown,
        StatusCode = InstrumentBook.UntoldStatusCode,
        Doubts = BookDoubts.None,
        IsCrossed = false,
        IsDisordered = false,
        RptSeq = 0,
        Updates = 0,
        Bids = [],
        Asks = [],
        ImpliedBids = [],
        ImpliedAsks = [],
        LastPriceNano = MarketEvent.NullPrice,
        Volume = MarketEvent.NullQuantity,
        Orders = null,
    };

    private OrderReplica? NewOrders() => _ordersMax == 0 ? null : new OrderReplica(new OrderLimits(1, _ordersMax, _ordersMax) { IsTouched = false });

    private void Restart()
    {
        _origins.Dispose();
        _replica.Dispose();
        _replica = new BookReplica(1);
        _origins = new LevelOrigins(_replica.Books);
        _orders?.Dispose();
        _orders = NewOrders();
        Position = 0;
    }
}
