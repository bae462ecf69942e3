using FeedHandler.Core.Orders;
using FeedHandler.Core.Sharing;

namespace FeedHandler.Client;

/// <summary>
/// Reads resting orders from a feed's shared memory, for instruments whose record was just read. The places change while they are read, and each is as of some
/// event between the record's and <see cref="SharedFeedHeader.OrdersThrough"/> behind the reading; an event says all of an order, so that those between, taken
/// once more, leave what is right behind the last of them.
/// </summary>
/// <param name="directory">The places.</param>
/// <param name="table">The instruments.</param>
/// <param name="eventCount">How many events the feed keeps: so many orders may be there too early, or still.</param>
internal sealed class SharedOrders(SharedDirectory directory, SubscriptionTable table, int eventCount)
{
    private readonly List<Subscription> _awaiting = []; // whose places are to be read
    private readonly List<Subscription> _filling = []; // of which events are to come

    /// <summary>Whether the feed keeps books by order.</summary>
    public bool AreKept => directory.Places.CountMax > 0;

    /// <summary>Takes the memory, before the first instrument of a feed that keeps orders.</summary>
    public void Prepare()
    {
        SharedPlaces places = directory.Places;
        if (table.HasOrders || places.CountMax == 0) return;
        long orderCount = ((long)places.CountMax * places.ChannelCount) + eventCount;
        int limit = (int)Math.Min(orderCount, OrderLimits.OrdersLimit);
        table.KeepOrders(new OrderLimits(Math.Max(1, places.InstrumentCountMax), limit, limit) { IsTouched = false });
    }

    /// <summary>An instrument's record was read: its orders are to be had.</summary>
    /// <param name="subscription">The instrument.</param>
    /// <param name="record">The record.</param>
    public void Await(Subscription subscription, in SharedInstrument record)
    {
        if (subscription.Orders is not { } orders) return;
        _filling.Remove(subscription);
        if (!orders.IsAwaited) _awaiting.Add(subscription);
        OrderBookState state = record.OrdersState <= (byte)OrderBookState.Whole ? (OrderBookState)record.OrdersState : OrderBookState.Unknown;
        orders.Begin(new OrderTrust(state, record.AreOrdersInDoubt != 0), record.OrderGeneration);
    }

    /// <summary>Reads the places for all that wait for them.</summary>
    /// <param name="epochNumber">Of which life of the writer.</param>
    /// <returns>False when one was being written all the time: again.</returns>
    public bool TryRead(long epochNumber)
    {
        if (_awaiting.Count == 0) return true;
        SharedPlaces places = directory.Places;
        for (int channel = 0; channel < places.ChannelCount; channel++)
        {
            for (int place = 0, used = places.Used(channel); place < used; place++)
            {
                if (!places.TryRead(channel, place, out SharedOrder order)) return false;
                if (order.IsResting != 0 && order.EpochNumber == epochNumber) Put(channel, order);
            }
        }

        long through = directory.OrdersThrough;
        foreach (Subscription subscription in _awaiting) subscription.Orders!.Complete(through);
        _filling.AddRange(_awaiting);
        _awaiting.Clear();
        return true;
    }

    /// <summary>Tells of the orders that are complete by now.</summary>
    /// <param name="taken">The last event that was taken.</param>
    /// <param name="subscriber">Is told.</param>
    public void Tell(long taken, IBookSubscriber subscriber)
    {
        for (int i = _filling.Count - 1; i >= 0; i--)
        {
            Subscription subscription = _filling[i];
            if (Math.Max(taken, subscription.Sequence) < subscription.Orders!.Through) continue;
            _filling.RemoveAt(i);
            subscription.Orders.Settle();
            subscriber.OnOrders(new SubscribedBook(subscription, in table.BookOf(subscription)));
        }
    }

    /// <summary>Events were lost: of what waits for some, all is to be read again.</summary>
    public void Abandon() => _filling.Clear();

    /// <summary>Nothing of what was read is so any more.</summary>
    public void Forget()
    {
        _awaiting.Clear();
        _filling.Clear();
        table.ForgetOrders();
    }

    private void Put(int channel, in SharedOrder order)
    {
        if (table.Find(channel, order.InstrumentIndex)?.Orders is { IsAwaited: true } orders && orders.Generation == order.Generation)
            orders.Put(new RestingOrder(order.Id, (Core.Events.BookSide)order.Side, order.PriceNano, order.Quantity, order.Priority));
    }
}
