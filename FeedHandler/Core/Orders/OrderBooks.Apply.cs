using FeedHandler.Core.Events;

namespace FeedHandler.Core.Orders;

public sealed unsafe partial class OrderBooks
{
    /// <summary>Adds an order.</summary>
    /// <typeparam name="THandler">Who is told.</typeparam>
    /// <param name="instrument">The instrument's dense index.</param>
    /// <param name="order">The order. Behind those of its price with the same priority or a lower one.</param>
    /// <param name="handler">Is told when it was added.</param>
    /// <returns><see cref="OrderOutcome.Added"/>, or why not.</returns>
    public OrderOutcome Add<THandler>(int instrument, in RestingOrder order, ref THandler handler)
        where THandler : struct, IOrderHandler
    {
        if (!IsInRange(instrument, order)) return OrderOutcome.OutOfRange;
        if (_index.Find((uint)instrument, order.Id, out OrderPlace place) != 0) return OrderOutcome.DuplicateOrder;
        uint side = SideOf(instrument, order.Side);
        long key = LevelRecord.KeyOf(side, order.PriceNano);
        uint level = FindLevel(side, key);
        if (_orders.IsFull || (level == 0 && _levels.IsFull)) return OrderOutcome.Full;
        if (level != 0 && _levels.First[level].Quantity + order.Quantity < 0) return OrderOutcome.OutOfRange;
        uint number = _orders.Take();
        if (!_index.TryInsert(order.Id, place, number))
        {
            _orders.Free(number);
            return OrderOutcome.Full;
        }

        if (level == 0) level = MakeLevel(side, key);
        LevelRecord* at = _levels.First + level;
        OrderLevel before = View(at);
        OrderRecord* record = _orders.First + number;
        record->Id = order.Id;
        record->Quantity = order.Quantity;
        Enqueue(level, number, order.Priority, place.Hash);
        handler.OnOrder(new OrderChange(OrderOutcome.Added, record, at, before));
        return OrderOutcome.Added;
    }

    /// <summary>Removes an order.</summary>
    /// <typeparam name="THandler">Who is told.</typeparam>
    /// <param name="instrument">The instrument's dense index.</param>
    /// <param name="id">The order's id; of what else a venue says of an order that goes, nothing is relied on.</param>
    /// <param name="handler">Is told when it was removed.</param>
    /// <returns><see cref="OrderOutcome.Removed"/> or <see cref="OrderOutcome.UnknownOrder"/>.</returns>
    public OrderOutcome Delete<THandler>(int instrument, ulong id, ref THandler handler)
        where THandler : struct, IOrderHandler
    {
        uint number = _index.Find((uint)instrument, id, out OrderPlace place);
        if (number == 0) return OrderOutcome.UnknownOrder;
        uint level = _orders.First[number].Link.Owner;
        LevelRecord* at = _levels.First + level;
        OrderLevel before = View(at);
        Dequeue(at, number);
        _index.Remove(id, place);
        handler.OnOrder(new OrderChange(OrderOutcome.Removed, _orders.First + number, at, before));
        _orders.Free(number);
        if (at->Count == 0) RemoveLevel(level);
        return OrderOutcome.Removed;
    }

    /// <summary>Does what an event of an order says: it comes, changes or goes.</summary>
    /// <typeparam name="THandler">Who is told.</typeparam>
    /// <param name="instrument">The instrument's dense index.</param>
    /// <param name="told">An event of kind <see cref="EventKind.Order"/>.</param>
    /// <param name="handler">Is told when it was done.</param>
    /// <returns>False when the books are not such that it could be.</returns>
    public bool TryApply<THandler>(int instrument, in MarketEvent told, ref THandler handler)
        where THandler : struct, IOrderHandler => told.Action switch
        {
            BookAction.New => Add(instrument, RestingOrder.Of(told), ref handler) == OrderOutcome.Added,
            BookAction.Change => Update(instrument, RestingOrder.Of(told), ref handler) == OrderOutcome.Changed,
            _ => Delete(instrument, told.OrderId, ref handler) == OrderOutcome.Removed,
        };

    /// <summary>Puts an order at the end of its level's queue, or where its priority says.</summary>
    private void Enqueue(uint level, uint number, ulong priority, ulong hash)
    {
        LevelRecord* at = _levels.First + level;
        OrderRecord* order = _orders.First + number;
        long key = OrderRecord.KeyOf(priority);
        order->Link.Key = key;
        order->Link.Owner = level;
        uint before = 0;
        uint lane = 0;
        if (at->Count != 0 && at->NewestKey < key) before = _queues.Before(at->Orders, key, out lane);
        _queues.Insert(number, before, lane, SortedLists<OrderRecord>.HeightOf(at->Count, hash), ref at->Orders);
        if (before == 0) at->NewestKey = key;
        at->Count++;
        at->Quantity += order->Quantity;
    }

    private void Dequeue(LevelRecord* at, uint number)
    {
        OrderRecord* order = _orders.First + number;
        at->Count--;
        at->Quantity -= order->Quantity;
        long isNewest = (int)SortedLists<OrderRecord>.MaskOfNone(order->Link.Front);
        at->NewestKey = (_queues.Link(order->Link.Back)->Key & isNewest) | (at->NewestKey & ~isNewest);
        _queues.Remove(number, ref at->Orders);
    }

    private static OrderLevel View(LevelRecord* level) => new(level->PriceNano, level->Quantity, (int)level->Count);
}
