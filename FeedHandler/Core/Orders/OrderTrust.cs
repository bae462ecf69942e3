using FeedHandler.Core.Events;

namespace FeedHandler.Core.Orders;

/// <summary>How far the orders of one instrument can be trusted, for whoever follows single instruments of a channel: what <see cref="ChannelOrders"/> says
/// of all of them.</summary>
/// <param name="State">What was told of the instrument.</param>
/// <param name="IsInDoubt">Whether packets of the channel may have been dropped.</param>
public record struct OrderTrust(OrderBookState State, bool IsInDoubt)
{
    /// <summary>Both together.</summary>
    public readonly OrderBookState Known => IsInDoubt && State == OrderBookState.Whole ? OrderBookState.Suspect : State;

    /// <summary>Takes an event of the instrument, or of its channel.</summary>
    /// <param name="told">The event.</param>
    /// <returns>Whether all orders of the instrument go with it.</returns>
    public bool Apply(in MarketEvent told)
    {
        bool isOfChannel = told.InstrumentIndex == MarketEvent.NoInstrument;
        switch (told.Kind)
        {
            case EventKind.OrderClear:
                State = (told.Flags & EventFlags.InDoubt) == 0 ? OrderBookState.Whole : OrderBookState.Restoring;
                return true;
            case EventKind.OrderStale or EventKind.OrderWhole:
                State = told.Kind == EventKind.OrderStale ? OrderBookState.Suspect : OrderBookState.Whole;
                return false;
            case EventKind.Gap when isOfChannel:
                this = new OrderTrust(State == OrderBookState.Unknown ? State : OrderBookState.Suspect, IsInDoubt: false);
                return false;
            case EventKind.Doubt or EventKind.DoubtEnd when isOfChannel:
                IsInDoubt = told.Kind == EventKind.Doubt;
                return false;
            case EventKind.BookClear when isOfChannel:
                State = OrderBookState.Whole;
                return true;
            case EventKind.ChannelReset when isOfChannel:
                this = new OrderTrust(told.Detail != 0 ? OrderBookState.Whole : OrderBookState.Unknown, IsInDoubt: false);
                return true;
            default:
                return false;
        }
    }
}
