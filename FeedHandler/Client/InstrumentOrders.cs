using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;

namespace FeedHandler.Client;

/// <summary>The orders of an instrument that is subscribed to, and how far they are known. At first none is, until they begin, or all go.</summary>
/// <param name="books">Where they are.</param>
/// <param name="index">The instrument's index there.</param>
internal sealed class InstrumentOrders(OrderBooks books, int index)
{
    private OrderTrust _trust;
    private long _through; // events up to here may be in what was put already
    private bool _isMissing = true; // until all go at once
    private bool _isBroken; // so long as one may be missing for which there was no room, or which was told as it cannot be

    /// <summary>Whether orders are put one by one, and not all of them have come.</summary>
    public bool IsAwaited { get; private set; }

    /// <summary>Whether the orders are those of one moment.</summary>
    public bool IsSettled { get; private set; } = true;

    /// <summary>Whether a gateway told the book, and the orders behind it have not all come.</summary>
    public bool IsExpected { get; private set; }

    /// <summary>Which orders are meant, see <see cref="Core.Sharing.SharedInstrument.OrderGeneration"/>.</summary>
    public uint Generation { get; private set; }

    /// <summary>Through which event what was put goes: behind it the orders are those of one moment.</summary>
    public long Through => IsAwaited ? long.MaxValue : _through;

    /// <summary>The orders.</summary>
    public OrdersView View
    {
        get
        {
            if (_isMissing) return new OrdersView(books, index, default);
            bool isWhole = _trust.State == OrderBookState.Whole;
            OrderBookState state = isWhole && !IsSettled ? OrderBookState.Restoring : isWhole && _isBroken ? OrderBookState.Suspect : _trust.State;
            return new OrdersView(books, index, _trust with { State = state });
        }
    }

    /// <summary>Begins anew: orders follow.</summary>
    /// <param name="trust">How far they can be trusted.</param>
    /// <param name="generation">Which they are.</param>
    public void Begin(in OrderTrust trust, uint generation)
    {
        books.Clear(index);
        (_trust, Generation, IsAwaited, IsSettled) = (trust, generation, true, false);
        _isMissing = _isBroken = false;
    }

    /// <summary>All orders have been put.</summary>
    /// <param name="through">The last event that may be in them.</param>
    public void Complete(long through) => (IsAwaited, _through) = (false, through);

    /// <summary>What may be in what was put has been taken: the orders are those of one moment.</summary>
    public void Settle() => (IsSettled, IsExpected) = (true, false);

    /// <summary>Nothing is known of the orders, until they begin anew, or all go.</summary>
    public void Forget()
    {
        Begin(default, generation: 0);
        Complete(through: 0);
        Settle();
        _isMissing = true;
    }

    /// <summary>The book was told anew: orders of its moment follow, and nothing is known until they do.</summary>
    public void Expect()
    {
        Forget();
        IsExpected = true;
    }

    /// <summary>An order is as it is said, whatever was known of it.</summary>
    /// <param name="order">The order.</param>
    public void Put(in RestingOrder order)
    {
        NoHandler none = default;
        OrderOutcome outcome = books.Update(index, order, ref none);
        if (outcome == OrderOutcome.OtherSide) books.Delete(index, order.Id, ref none);
        if (outcome is OrderOutcome.OtherSide or OrderOutcome.UnknownOrder) outcome = books.Add(index, order, ref none);
        if (outcome is not (OrderOutcome.Changed or OrderOutcome.Added)) _isBroken = true;
    }

    /// <summary>Takes an event of the instrument, or of its channel.</summary>
    /// <param name="told">The event.</param>
    /// <param name="sequence">Its number in the stream.</param>
    public void Take(in MarketEvent told, long sequence)
    {
        if (_trust.Apply(told))
        {
            books.Clear(index);
            _isMissing = _isBroken = false;
        }

        if (told.Kind != EventKind.Order || _isMissing) return;
        if (sequence > _through) Apply(told);
        else if (told.Action is BookAction.New or BookAction.Change) Put(RestingOrder.Of(told));
        else Remove(told.OrderId);
    }

    // What may be there already may also be gone already.
    private void Remove(ulong id)
    {
        NoHandler none = default;
        books.Delete(index, id, ref none);
    }

    private void Apply(in MarketEvent told)
    {
        NoHandler none = default;
        _isBroken |= !books.TryApply(index, told, ref none);
    }

    private readonly struct NoHandler : IOrderHandler
    {
        public void OnOrder(in OrderChange change)
        {
        }
    }
}
