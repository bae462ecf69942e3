using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;

namespace FeedHandler.Core.Books.Builder;

/// <content>A book by order restored from a snapshot, which comes in parts: what is told meanwhile is in doubt until the last one.</content>
public unsafe partial struct BookBuilder<TSink, TStamps>
{
    /// <summary>Begins the snapshot of an instrument's orders: there are none until they are stated.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="transactTimeNs">When the instrument's last event was made, nanoseconds since the Unix epoch.</param>
    public void BeginRestoreOrders(InstrumentBook* book, long transactTimeNs)
    {
        BeginMessage(transactTimeNs, EventFlags.Restored);
        ClearRestoredOrders(book);
    }

    /// <summary>Takes an order of the snapshot.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="order">The order.</param>
    /// <returns>False when the snapshot contradicts itself, or there is no room.</returns>
    public bool TryRestoreOrder(InstrumentBook* book, in RestingOrder order)
    {
        LastOrder told = default;
        OrderOutcome outcome = Orders!.Books.Add(book->IndexField, order, ref told);
        if (outcome != OrderOutcome.Added)
        {
            if (outcome == OrderOutcome.Full) Orders.Counters.Full++;
            return false;
        }

        TellOrder(book, BookAction.New, order);
        return true;
    }

    /// <summary>The venue emptied the book behind the snapshot.</summary>
    /// <param name="book">The instrument's book.</param>
    public void ClearRestoredOrders(InstrumentBook* book)
    {
        Orders!.Clear(book->IndexField, OrderBookState.Restoring);
        if (TSink.IsEnabled) Claim(EventKind.OrderClear, book).Flags |= EventFlags.InDoubt;
    }

    /// <summary>Begins or ends going through what came behind the snapshot.</summary>
    /// <param name="isOn">Whether it begins.</param>
    public void ReplayOrders(bool isOn) => _restoresOrders = isOn;

    /// <summary>Ends a part of the snapshot.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="state">Whole with the last part, Suspect when it is given up, else Restoring.</param>
    public void EndRestoreOrders(InstrumentBook* book, OrderBookState state)
    {
        Orders!.Set(book->IndexField, state);
        if (TSink.IsEnabled && state == OrderBookState.Whole) Claim(EventKind.OrderWhole, book);
        else if (TSink.IsEnabled && state == OrderBookState.Suspect) Claim(EventKind.OrderStale, book).Flags |= EventFlags.InDoubt;
        EndRestore();
    }
}
