using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;

namespace FeedHandler.Core.Tests.Orders;

/// <summary>The orders of a channel in one list a side, as a specification tells it: slow, and obvious enough to be right.</summary>
internal sealed class OrderModel
{
    private readonly Dictionary<(int Instrument, BookSide Side), List<RestingOrder>> _sides = [];

    public int Count => _sides.Values.Sum(static side => side.Count);

    public OrderOutcome Add(int instrument, RestingOrder order)
    {
        if (Find(instrument, order.Id) is not null) return OrderOutcome.DuplicateOrder;
        List<RestingOrder> side = Side(instrument, order.Side);
        int place = side.FindIndex(other => Compare(order, other) < 0);
        side.Insert(place < 0 ? side.Count : place, order);
        return OrderOutcome.Added;
    }

    public OrderOutcome Update(int instrument, RestingOrder order)
    {
        if (Find(instrument, order.Id) is not { } old) return OrderOutcome.UnknownOrder;
        if (old.Side != order.Side) return OrderOutcome.OtherSide;
        List<RestingOrder> side = Side(instrument, order.Side);
        if (old.PriceNano == order.PriceNano && old.Priority == order.Priority)
        {
            side[side.IndexOf(old)] = order;
            return OrderOutcome.Changed;
        }

        side.Remove(old);
        Add(instrument, order);
        return OrderOutcome.Changed;
    }

    public OrderOutcome Delete(int instrument, ulong id)
    {
        if (Find(instrument, id) is not { } old) return OrderOutcome.UnknownOrder;
        Side(instrument, old.Side).Remove(old);
        return OrderOutcome.Removed;
    }

    public int Clear(int instrument, BookSide side)
    {
        int count = Side(instrument, side).Count;
        Side(instrument, side).Clear();
        return count;
    }

    public void Clear() => _sides.Clear();

    public RestingOrder? Find(int instrument, ulong id) =>
        Side(instrument, BookSide.Bid).Concat(Side(instrument, BookSide.Ask)).Select(static order => (RestingOrder?)order)
            .FirstOrDefault(order => order!.Value.Id == id);

    /// <summary>The levels of a side, best first.</summary>
    public List<OrderLevel> Levels(int instrument, BookSide side) =>
        [.. Side(instrument, side).GroupBy(static order => order.PriceNano)
            .Select(static level => new OrderLevel(level.Key, level.Sum(static order => order.Quantity), level.Count()))];

    public List<RestingOrder> Orders(int instrument, BookSide side, long price) => [.. Side(instrument, side).Where(order => order.PriceNano == price)];

    public List<RestingOrder> Side(int instrument, BookSide side)
    {
        if (!_sides.TryGetValue((instrument, side), out List<RestingOrder>? orders)) _sides[(instrument, side)] = orders = [];
        return orders;
    }

    private static int Compare(RestingOrder order, RestingOrder other)
    {
        if (order.PriceNano == other.PriceNano) return order.Priority.CompareTo(other.Priority);
        if (order.PriceNano == MarketEvent.NullPrice) return -1;
        if (other.PriceNano == MarketEvent.NullPrice) return 1;
        int ascending = order.PriceNano.CompareTo(other.PriceNano);
        return order.Side == BookSide.Bid ? -ascending : ascending;
    }
}
