using FeedHandler.Core.Events;

namespace FeedHandler.Core.Orders;

/// <summary>
/// A consumer's own books by order of one channel, rebuilt from its events: as current as the last event that it took, and in the very state, doubts
/// included, in which the feed's were then.
/// </summary>
public sealed class OrderReplica : IDisposable
{
    /// <summary>Takes the memory.</summary>
    /// <param name="limits">How large the books may become; at least as large as at the feed.</param>
    public OrderReplica(in OrderLimits limits) => Orders = new ChannelOrders(limits);

    /// <summary>The books.</summary>
    public ChannelOrders Orders { get; }

    /// <summary>Events that could not be applied. 0 unless events were lost, or there is less room than at the feed.</summary>
    public long Rejected { get; private set; }

    /// <summary>Applies an event; those that concern no orders change nothing.</summary>
    /// <param name="marketEvent">The event; all of the channel must be given, in order.</param>
    public void Apply(in MarketEvent marketEvent)
    {
        NoHandler none = default;
        Apply(marketEvent, ref none);
    }

    /// <summary>As <see cref="Apply(in MarketEvent)"/>, and tells of each order that came, changed or went alone; of those that go all at once nobody is
    /// told.</summary>
    /// <typeparam name="THandler">Who is told.</typeparam>
    /// <param name="marketEvent">The event.</param>
    /// <param name="handler">Is told.</param>
    public void Apply<THandler>(in MarketEvent marketEvent, ref THandler handler)
        where THandler : struct, IOrderHandler
    {
        int index = marketEvent.InstrumentIndex;
        if (marketEvent.Kind == EventKind.Definition) Orders.Add(index);
        else if (marketEvent.Kind >= EventKind.Order) Rejected += TryApply(marketEvent, index, Orders, ref handler) ? 0 : 1;
        else if (index == MarketEvent.NoInstrument) ApplyToAll(marketEvent);
    }

    /// <inheritdoc/>
    public void Dispose() => Orders.Dispose();

    /// <summary>Applies an event of the orders of one instrument.</summary>
    /// <param name="marketEvent">The event.</param>
    /// <param name="index">The instrument's dense index in the books.</param>
    /// <param name="orders">The books.</param>
    /// <returns>False when it could not be applied.</returns>
    internal static bool TryApply(in MarketEvent marketEvent, int index, ChannelOrders orders)
    {
        NoHandler none = default;
        return TryApply(marketEvent, index, orders, ref none);
    }

    private static bool TryApply<THandler>(in MarketEvent marketEvent, int index, ChannelOrders orders, ref THandler handler)
        where THandler : struct, IOrderHandler
    {
        switch (marketEvent.Kind)
        {
            case EventKind.Order:
                return orders.Books.TryApply(index, marketEvent, ref handler);
            case EventKind.OrderClear:
                orders.Clear(index, (marketEvent.Flags & EventFlags.InDoubt) == 0 ? OrderBookState.Whole : OrderBookState.Restoring);
                break;
            case EventKind.OrderStale:
                orders.Set(index, OrderBookState.Suspect);
                break;
            case EventKind.OrderWhole:
                orders.Set(index, OrderBookState.Whole);
                break;
            default:
                break;
        }

        return true;
    }

    private void ApplyToAll(in MarketEvent told)
    {
        switch (told.Kind)
        {
            case EventKind.Gap:
                Orders.SuspectAll();
                break;
            case EventKind.Doubt or EventKind.DoubtEnd:
                Orders.IsInDoubt = told.Kind == EventKind.Doubt;
                break;
            case EventKind.BookClear:
                Orders.Restart(isKnownEmpty: true, Orders.IsInDoubt);
                break;
            case EventKind.ChannelReset:
                Orders.Restart(isKnownEmpty: told.Detail != 0, isInDoubt: false);
                break;
            default:
                break;
        }
    }

    private readonly struct NoHandler : IOrderHandler
    {
        public void OnOrder(in OrderChange change)
        {
        }
    }
}
