using FeedHandler.Core.Events;

namespace FeedHandler.Core.Orders;

/// <summary>Goes through the levels of a side, best first.</summary>
public unsafe ref struct LevelWalk
{
    private readonly LevelRecord* _levels;
    private uint _next;
    private uint _at;

    internal LevelWalk(LevelRecord* levels, uint first)
    {
        _levels = levels;
        _next = first;
    }

    /// <summary>The level at which it is.</summary>
    public readonly OrderLevel Current => new(_levels[_at].PriceNano, _levels[_at].Quantity, (int)_levels[_at].Count);

    /// <summary>The walk itself, for foreach.</summary>
    public readonly LevelWalk GetEnumerator() => this;

    /// <summary>Goes on.</summary>
    /// <returns>False behind the last one.</returns>
    public bool MoveNext()
    {
        _at = _next;
        if (_at == 0) return false;
        _next = _levels[_at].Link.Back;
        return true;
    }
}

/// <summary>Goes through the orders of a level, the first of the queue first.</summary>
public unsafe ref struct OrderWalk
{
    private readonly OrderRecord* _orders;
    private readonly LevelRecord* _level;
    private uint _next;
    private uint _at;

    internal OrderWalk(OrderRecord* orders, LevelRecord* level, uint first)
    {
        _orders = orders;
        _level = level;
        _next = first;
    }

    /// <summary>The order at which it is.</summary>
    public readonly RestingOrder Current => View(_orders + _at, _level);

    /// <summary>The walk itself, for foreach.</summary>
    public readonly OrderWalk GetEnumerator() => this;

    /// <summary>Goes on.</summary>
    /// <returns>False behind the last one.</returns>
    public bool MoveNext()
    {
        _at = _next;
        if (_at == 0) return false;
        _next = _orders[_at].Link.Front;
        return true;
    }

    internal static RestingOrder View(OrderRecord* order, LevelRecord* level) =>
        new(order->Id, (BookSide)(level->Link.Owner & 1), level->PriceNano, order->Quantity, order->Priority);
}
