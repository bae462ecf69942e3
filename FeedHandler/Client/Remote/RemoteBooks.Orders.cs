using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Wire;

namespace FeedHandler.Client.Remote;

/// <content>The orders of an instrument, which come part by part behind its book, of the same moment.</content>
internal sealed partial class RemoteBooks
{
    private readonly RestingOrder[] _part = new RestingOrder[OrderSnapshots.OrderCountMax(FrameHeader.FrameBytesMax)];
    private Subscription? _partsOf;
    private int _nextPart;

    /// <summary>Whether the connection ended between a book and its orders, so that nobody would tell these any more.</summary>
    public bool AwaitsOrders
    {
        get
        {
            for (int channel = 0; channel < _table.ChannelCount; channel++)
            {
                foreach (Subscription subscription in _table.OfChannel((byte)channel))
                {
                    if (subscription.Orders is { IsExpected: true }) return true;
                }
            }

            return false;
        }
    }

    /// <summary>Takes a part of an instrument's orders.</summary>
    /// <param name="frame">Its frame.</param>
    /// <param name="subscriber">Is told of them, with the last part.</param>
    /// <returns>What is wrong with it; null for nothing.</returns>
    public string? TakeOrders(ReadOnlySpan<byte> frame, IBookSubscriber subscriber)
    {
        bool isRead = OrderSnapshots.TryDecode(
            frame, out MarketEvent head, out EventPlace place, out OrderPart part, _part, out int count, out FrameFault fault);
        if (!isRead) return FaultWords.Of(fault);
        if (_table.Find(head) is not { IsAwaited: false, Orders: { } orders } subscription)
        {
            StrayCount++;
            return null;
        }

        bool isNext = part.Part == 1 || (_partsOf == subscription && part.Part == _nextPart);
        if (!isNext || place.Sequence < subscription.Sequence) return "parts of orders do not follow the book and each other";
        if (part.Part == 1) orders.Begin(new OrderTrust(part.State, (head.Flags & EventFlags.InDoubt) != 0), generation: 0);
        (_partsOf, _nextPart) = (subscription, part.Part + 1);
        foreach (ref readonly RestingOrder order in _part.AsSpan(0, count)) orders.Put(order);
        if (part.Part < part.PartCount) return null;
        if (part is { PartCount: 1, State: OrderBookState.Unknown } && count == 0) orders.Forget(); // they are not told here
        orders.Complete(place.Sequence);
        orders.Settle();
        subscriber.OnOrders(new SubscribedBook(subscription, in _table.BookOf(subscription)));
        return null;
    }
}
