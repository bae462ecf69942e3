using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;

namespace FeedHandler.Client.Tests;

/// <summary>Rule: orders are whole where all are there that the feed told, and nowhere else.</summary>
public sealed class InstrumentOrderTests
{
    [Test]
    public void AtFirstNothingIsKnownUntilAllGo()
    {
        using OrderBooks books = new(new OrderLimits(1, 4, 4));
        InstrumentOrders orders = new(books, 0);
        orders.Take(Order(1), 1);
        Assert.That((orders.View.State, books.OrderCount), Is.EqualTo((OrderBookState.Unknown, 0)));
        orders.Take(Event(EventKind.OrderClear), 2);
        orders.Take(Order(2), 3);
        Assert.That((orders.View.State, books.OrderCount), Is.EqualTo((OrderBookState.Whole, 1)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void WithoutRoomForOneTheyAreSuspectUntilAllGoWhateverTheFeedSays(bool isInSnapshot)
    {
        using OrderBooks books = new(new OrderLimits(1, 2, 2));
        InstrumentOrders orders = new(books, 0);
        orders.Begin(new OrderTrust(OrderBookState.Whole, IsInDoubt: false), generation: 0);
        for (ulong id = 1; isInSnapshot && id <= 3; id++) orders.Put(RestingOrder.Of(Order(id)));
        orders.Complete(through: 0);
        orders.Settle();
        for (ulong id = 1; !isInSnapshot && id <= 3; id++) orders.Take(Order(id), (long)id);
        Assert.That(orders.View.State, Is.EqualTo(OrderBookState.Suspect));

        orders.Take(Event(EventKind.OrderWhole), 4);
        Assert.That(orders.View.State, Is.EqualTo(OrderBookState.Suspect), "the feed has room");

        orders.Take(Event(EventKind.OrderClear), 5);
        Assert.That(orders.View.State, Is.EqualTo(OrderBookState.Whole));
    }

    [TestCase(EventKind.Doubt, OrderBookState.Suspect)]
    [TestCase(EventKind.Gap, OrderBookState.Suspect)]
    [TestCase(EventKind.BookClear, OrderBookState.Whole)]
    [TestCase(EventKind.ChannelReset, OrderBookState.Unknown)]
    public void WhatConcernsAChannelIsAsInTheFeedsOwnBooks(EventKind kind, OrderBookState state)
    {
        using OrderReplica replica = new(new OrderLimits(1, 4, 4));
        using OrderBooks books = new(new OrderLimits(1, 4, 4));
        InstrumentOrders orders = new(books, 0);
        MarketEvent[] told =
        [
            Event(EventKind.Definition), Event(EventKind.OrderClear), Order(1), Event(kind) with { InstrumentIndex = MarketEvent.NoInstrument },
        ];
        for (int i = 0; i < told.Length; i++)
        {
            replica.Apply(told[i]);
            orders.Take(told[i], i);
        }

        Assert.That(orders.View.State, Is.EqualTo(state).And.EqualTo(replica.Orders.StateOf(0)));
        Assert.That(books.OrderCount, Is.EqualTo(replica.Orders.Books.OrderCount));
    }

    private static MarketEvent Event(EventKind kind) => new() { Kind = kind };

    private static MarketEvent Order(ulong id) => new()
    {
        Kind = EventKind.Order,
        Action = BookAction.New,
        Side = BookSide.Bid,
        OrderId = id,
        PriceNano = 1_000_000_000,
        Quantity = 1,
        Priority = id,
    };
}
