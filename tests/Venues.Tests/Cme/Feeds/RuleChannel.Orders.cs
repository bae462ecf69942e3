using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;

namespace FeedHandler.Venues.Tests.Cme.Feeds;

internal sealed partial class RuleChannel
{
    public const int OrderSnapshotA = 5;
    public const int OrderSnapshotB = 6;

    /// <summary>How far the orders of an instrument can be trusted.</summary>
    public OrderBookState OrderState(int security = 1) => Instruments.Orders!.StateOf(Instruments.Find(security));

    public OrderCounters OrderCounters => Instruments.Orders!.Counters;

    /// <summary>The orders of a side: price, id and quantity, best price first, in each the first of the queue first.</summary>
    public (long Price, ulong Id, long Quantity)[] Orders(BookSide side, int security = 1) =>
        [.. OrdersOf(Instruments.Orders!, Instruments.Find(security)).Where(order => order.Side == side).Select(order => (order.PriceNano, order.Id, order.Quantity))];

    /// <summary>A packet with a book and the orders of its levels.</summary>
    public RuleChannel SendOrders(int template, Entry[] entries, params OrderLine[] orders) =>
        Packet(Feeds.Messages.WithOrders(Message(template, Feeds.Messages.EndOfEvent, entries), orders));

    /// <summary>A packet with orders alone.</summary>
    public RuleChannel SendOrders(int template, params OrderLine[] orders) => Packet(Feeds.Messages.OrdersAlone(template, orders));

    /// <summary>A part of a snapshot of orders.</summary>
    public RuleChannel OrderPart(OrderPart part, int group = OrderSnapshotA) => SnapshotPacket(Feeds.Messages.OrderPartPacket(part), group);
}
