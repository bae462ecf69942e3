namespace FeedHandler.Core.Orders;

public sealed unsafe partial class OrderBooks
{
    /// <summary>Replaces price, quantity and priority of an order. With the price and the priority that it had it keeps its place in the queue.</summary>
    /// <typeparam name="THandler">Who is told.</typeparam>
    /// <param name="instrument">The instrument's dense index.</param>
    /// <param name="order">What is told of the order with this id.</param>
    /// <param name="handler">Is told when it was changed.</param>
    /// <returns><see cref="OrderOutcome.Changed"/>, or why not.</returns>
    public OrderOutcome Update<THandler>(int instrument, in RestingOrder order, ref THandler handler)
        where THandler : struct, IOrderHandler
    {
        if (!IsInRange(instrument, order)) return OrderOutcome.OutOfRange;
        uint number = _index.Find((uint)instrument, order.Id, out OrderPlace place);
        if (number == 0) return OrderOutcome.UnknownOrder;
        uint level = _orders.First[number].Link.Owner;
        LevelRecord* at = _levels.First + level;
        uint side = SideOf(instrument, order.Side);
        if (at->Link.Owner != side) return OrderOutcome.OtherSide;
        if (at->Link.Key != LevelRecord.KeyOf(side, order.PriceNano)) return Move(number, level, order, place.Hash, ref handler);
        OrderRecord* record = _orders.First + number;
        if (at->Quantity - record->Quantity + order.Quantity < 0) return OrderOutcome.OutOfRange;
        OrderLevel before = View(at);
        if (record->Priority == order.Priority)
        {
            at->Quantity += order.Quantity - record->Quantity;
            record->Quantity = order.Quantity;
        }
        else
        {
            Dequeue(at, number);
            record->Quantity = order.Quantity;
            Enqueue(level, number, order.Priority, place.Hash);
        }

        handler.OnOrder(new OrderChange(OrderOutcome.Changed, record, at, before));
        return OrderOutcome.Changed;
    }

    // To another price. The level that is left goes first where it is empty then, so that there is always room for the other in its place.
    private OrderOutcome Move<THandler>(uint number, uint level, in RestingOrder order, ulong hash, ref THandler handler)
        where THandler : struct, IOrderHandler
    {
        LevelRecord* from = _levels.First + level;
        uint side = from->Link.Owner;
        long key = LevelRecord.KeyOf(side, order.PriceNano);
        uint target = FindLevel(side, key);
        if (target == 0 && _levels.IsFull && from->Count != 1) return OrderOutcome.Full;
        if (target != 0 && _levels.First[target].Quantity + order.Quantity < 0) return OrderOutcome.OutOfRange;
        Dequeue(from, number);
        OrderLevel left = View(from);
        if (from->Count == 0) RemoveLevel(level);
        if (target == 0) target = MakeLevel(side, key);
        _orders.First[number].Quantity = order.Quantity;
        Enqueue(target, number, order.Priority, hash);
        handler.OnOrder(new OrderChange(OrderOutcome.Changed, _orders.First + number, _levels.First + target, left));
        return OrderOutcome.Changed;
    }
}
