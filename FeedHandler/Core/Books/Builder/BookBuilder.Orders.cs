using System.Runtime.CompilerServices;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;

namespace FeedHandler.Core.Books.Builder;

/// <content>
/// Books by order, where the table keeps them. Orders carry no number within their instrument: what proves that none is missing is the channel's sequence
/// alone, and what contradicts what is known puts the book in doubt until a snapshot.
/// </content>
public unsafe partial struct BookBuilder<TSink, TStamps>
{
    // An order takes a little over a hundred bytes with its level and its place in the index: so many fill a megabyte.
    private const int CachedCount = 8192;

    /// <summary>The books by order; null where none are kept.</summary>
    public readonly ChannelOrders? Orders => _instruments.Orders;

    /// <summary>Adds, changes or removes an order.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="action">New, Change or Delete; of an order that goes only the id is read.</param>
    /// <param name="order">The order, of a direct side.</param>
    public void ApplyOrder(InstrumentBook* book, BookAction action, in RestingOrder order)
    {
        ChannelOrders orders = Orders!;
        int index = book->IndexField;
        OrderBookState state = orders.StateApart(index);
        if (state != OrderBookState.Whole && !_restoresOrders)
        {
            if (state == OrderBookState.Restoring) return; // the packet is kept, and gone through when the snapshot is read
            if (orders.AwaitsOthers) MeetOther(orders);
        }

        LastOrder told = new LastOrder { Order = order };
        OrderOutcome outcome = Instruct(orders.Books, index, action, order, ref told);
        if (outcome > OrderOutcome.Removed)
        {
            Contradict(book, outcome);
            if (!TryAgain(orders.Books, index, order, outcome, ref action, ref told)) return;
        }

        OrderCounters counters = orders.Counters;
        if (action == BookAction.New) counters.Added++;
        else if (action == BookAction.Change) counters.Changed++;
        else counters.Removed++;
        TellOrder(book, action, told.Order);
    }

    /// <summary>Whether there are so many orders that most are not in the cache.</summary>
    public readonly bool IsOrderMemoryFar => Orders!.Books.OrderCount > CachedCount;

    /// <summary>The dense index of an instrument.</summary>
    /// <param name="securityId">The instrument at the venue.</param>
    /// <returns>-1 for one that was never heard of.</returns>
    public readonly int IndexOf(long securityId) => _lookup.TryFindAtHome(securityId, out uint index) ? (int)index : _lookup.Find(securityId);

    /// <summary>Asks for the memory that instructions will touch.</summary>
    /// <param name="hints">The instructions.</param>
    public readonly void PrefetchOrders(ReadOnlySpan<OrderHint> hints) => Orders!.Books.Prefetch(hints);

    /// <summary>Counts an order entry that the venue does not define: the orders of its instrument are in doubt.</summary>
    /// <param name="book">The instrument's book.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void RefuseOrder(InstrumentBook* book)
    {
        Orders!.Counters.Invalid++;
        if (!_restoresOrders && Orders.StateApart(book->IndexField) == OrderBookState.Restoring) return;
        DoubtOrders(book);
    }

    /// <summary>Counts an order entry of which nobody knows whose it is: it may be of any instrument.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void RefuseOrders()
    {
        Orders!.Counters.Invalid++;
        if (!Orders.HasClaims) return; // a sender of nothing else costs no walk over all instruments each time
        for (int index = 0; index < _instruments.Count; index++) DoubtOrders(_books + index);
    }

    private static OrderOutcome Instruct(OrderBooks books, int index, BookAction action, in RestingOrder order, ref LastOrder told) => action switch
    {
        BookAction.New => books.Add(index, order, ref told),
        BookAction.Change => books.Update(index, order, ref told),
        _ => books.Delete(index, order.Id, ref told),
    };

    // A book in doubt is kept as near to the truth as it can be.
    private static bool TryAgain(
        OrderBooks books, int index, in RestingOrder order, OrderOutcome refused, ref BookAction action, ref LastOrder told)
    {
        bool isHelped = (refused == OrderOutcome.DuplicateOrder && action == BookAction.New)
            || (refused == OrderOutcome.UnknownOrder && action == BookAction.Change);
        if (!isHelped) return false;
        action = action == BookAction.New ? BookAction.Change : BookAction.New;
        return Instruct(books, index, action, order, ref told) <= OrderOutcome.Removed;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Contradict(InstrumentBook* book, OrderOutcome outcome)
    {
        OrderCounters counters = Orders!.Counters;
        if (outcome == OrderOutcome.UnknownOrder) counters.Unknown++;
        else if (outcome == OrderOutcome.DuplicateOrder) counters.Duplicates++;
        else if (outcome == OrderOutcome.Full) counters.Full++;
        else counters.Invalid++;
        DoubtOrders(book);
    }

    // The loop of snapshots did not have it when all that it had was well. From now on it has.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void MeetOther(ChannelOrders orders)
    {
        orders.AwaitsOthers = false;
        _counters.Needs++;
    }

    private void DoubtOrders(InstrumentBook* book)
    {
        OrderBookState state = Orders!.StateApart(book->IndexField);
        if (state is OrderBookState.Unknown or OrderBookState.Suspect) return;
        Orders.Set(book->IndexField, OrderBookState.Suspect);
        Orders.Counters.Doubts++;
        _counters.Doubts++;
        _counters.Needs++;
        if (TSink.IsEnabled) Claim(EventKind.OrderStale, book).Flags |= EventFlags.InDoubt;
    }

    // All orders of an instrument are gone. Where others may be there, it is told of a book in doubt: no snapshot is being read.
    private void ClearOrders(InstrumentBook* book, bool isKnown)
    {
        Orders!.Clear(book->IndexField, isKnown ? OrderBookState.Whole : OrderBookState.Suspect);
        if (!TSink.IsEnabled) return;
        Claim(EventKind.OrderClear, book).Flags |= isKnown ? EventFlags.None : EventFlags.InDoubt;
        if (!isKnown) Claim(EventKind.OrderStale, book).Flags |= EventFlags.InDoubt;
    }

    private void TellOrder(InstrumentBook* book, BookAction action, in RestingOrder order)
    {
        if (!TSink.IsEnabled) return;
        ref MarketEvent slot = ref Claim(EventKind.Order, book);
        slot.Action = action;
        slot.Side = order.Side;
        slot.PriceNano = order.PriceNano;
        slot.Quantity = order.Quantity;
        slot.OrderId = order.Id;
        slot.Priority = order.Priority;
    }

    private struct LastOrder : IOrderHandler
    {
        public RestingOrder Order;

        public void OnOrder(in OrderChange change) => Order = change.Order;
    }
}
