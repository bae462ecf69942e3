using System.Runtime.CompilerServices;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Orders;

/// <summary>One resting order as a reader sees it.</summary>
/// <param name="Id">Its id at the venue.</param>
/// <param name="Side">Its side.</param>
/// <param name="PriceNano">Its price in 1e-9 of the wire's unit; <see cref="MarketEvent.NullPrice"/> where it has none.</param>
/// <param name="Quantity">Its displayed quantity.</param>
/// <param name="Priority">Its priority: the lower one is earlier in the queue of its price.</param>
public readonly record struct RestingOrder(ulong Id, BookSide Side, long PriceNano, long Quantity, ulong Priority)
{
    /// <summary>What an event of an order says of it.</summary>
    /// <param name="told">An event of kind <see cref="EventKind.Order"/>.</param>
    public static RestingOrder Of(in MarketEvent told) => new(told.OrderId, told.Side, told.PriceNano, told.Quantity, told.Priority);
}

/// <summary>One price level that orders make up.</summary>
/// <param name="PriceNano">Its price; <see cref="MarketEvent.NullPrice"/> that of the orders without one, which come before all others.</param>
/// <param name="Quantity">The sum of its orders' displayed quantities.</param>
/// <param name="Orders">How many orders it has; 0 when the last one has gone.</param>
public readonly record struct OrderLevel(long PriceNano, long Quantity, int Orders);

/// <summary>What an instruction did, as it can be read while it is told, and no longer.</summary>
public readonly unsafe ref struct OrderChange
{
    private readonly OrderRecord* _order;
    private readonly LevelRecord* _level;

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // OrderBenchmarks: once for every instruction
    internal OrderChange(OrderOutcome outcome, OrderRecord* order, LevelRecord* level, OrderLevel left)
    {
        Outcome = outcome;
        _order = order;
        _level = level;
        LeftLevel = left;
    }

    /// <summary>Added, changed or removed.</summary>
    public OrderOutcome Outcome { get; }

    internal OrderRecord* Record => _order;

    /// <summary>The dense index of the instrument.</summary>
    public int Instrument => (int)(_level->Link.Owner >> 1);

    /// <summary>The side.</summary>
    public BookSide Side => (BookSide)(_level->Link.Owner & 1);

    /// <summary>The order after the change; one that was removed as it was.</summary>
    public RestingOrder Order => new(_order->Id, Side, _level->PriceNano, _order->Quantity, _order->Priority);

    /// <summary>The order's level after the change; that of one that was removed without it.</summary>
    public OrderLevel Level => new(_level->PriceNano, _level->Quantity, (int)_level->Count);

    /// <summary>The level that an order has left for another price, without it; of any other change <see cref="Level"/> as it was before.</summary>
    public OrderLevel LeftLevel { get; }
}

/// <summary>Is told what instructions did: a struct as a type argument, so that the call costs nothing.</summary>
public interface IOrderHandler
{
    /// <summary>An order was added, changed or removed. What is refused is told by the outcome alone.</summary>
    /// <param name="change">What happened.</param>
    void OnOrder(in OrderChange change);
}
