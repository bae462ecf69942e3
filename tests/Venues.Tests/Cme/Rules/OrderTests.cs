using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, Market by Order - Book Management: orders behind the levels of templates 32, 46 and 64, or by themselves in 43 and 47")]
public sealed class OrderTests
{
    private RuleChannel _channel = null!;

    [SetUp]
    public void Open() => _channel = new RuleChannel(orders: 64).Start();

    [TearDown]
    public void Close() => _channel.Dispose();

    [TestCase(46)]
    [TestCase(32)]
    [TestCase(64)]
    [Source("ReferenceID (9633): the entry of the same message, from 1, that has instrument, side and price")]
    public void AnOrderBehindLevelsHasInstrumentSideAndPriceOfTheLevelThatItRefersTo(int template)
    {
        int nano = Messages.NanoPerMantissa(template);
        _channel.Start(2).SendOrders(
            template,
            [Entry.Bid(1, 100), Entry.Ask(1, 103), Entry.Ask(1, 55) with { Security = 2 }],
            new OrderLine(11) { Reference = 2, Quantity = 7 }, new OrderLine(12), new OrderLine(13) { Reference = 3 });

        Assert.That(_channel.Orders(BookSide.Bid), Is.EqualTo(new[] { (100L * nano, 12UL, 5L) }));
        Assert.That(_channel.Orders(BookSide.Ask), Is.EqualTo(new[] { (103L * nano, 11UL, 7L) }));
        Assert.That(_channel.Orders(BookSide.Ask, 2), Is.EqualTo(new[] { (55L * nano, 13UL, 5L) }));
        Assert.That((_channel.OrderState(), _channel.OrderState(2)), Is.EqualTo((OrderBookState.Whole, OrderBookState.Whole)));
    }

    [TestCase(47)]
    [TestCase(43)]
    [Source("Templates 43 and 47: each entry has order, instrument, side and price")]
    public void AnOrderByItselfIsOutsideOfEveryLevel(int template)
    {
        int nano = Messages.NanoPerMantissa(template);
        _channel.SendOrders(template, new OrderLine(11) { Price = 90 }, new OrderLine(12) { Price = 200, Type = '1' });

        Assert.That(_channel.Orders(BookSide.Bid), Is.EqualTo(new[] { (90L * nano, 11UL, 5L) }));
        Assert.That(_channel.Orders(BookSide.Ask), Is.EqualTo(new[] { (200L * nano, 12UL, 5L) }));
        Assert.That((_channel.Levels(BookSide.Bid), _channel.Book().State), Is.EqualTo((Array.Empty<long>(), BookState.Whole)), "levels are told by themselves");
    }

    [Test]
    [Source("MDOrderPriority (37707): the lower one is earlier in the queue of its price, whatever the time")]
    public void TheQueueOfAPriceGoesByPriority()
    {
        _channel.SendOrders(47, new OrderLine(11) { Priority = 30 }, new OrderLine(12) { Priority = 10 }, new OrderLine(13) { Priority = 20 });
        Assert.That(_channel.Orders(BookSide.Bid).Select(order => order.Id), Is.EqualTo(new[] { 12UL, 13UL, 11UL }));

        _channel.SendOrders(47, new OrderLine(12) { Action = OrderLine.Update, Priority = 40, Quantity = 9 }); // more of it: it goes to the end
        Assert.That(_channel.Orders(BookSide.Bid), Is.EqualTo(new[] { (100L, 13UL, 5L), (100L, 11UL, 5L), (100L, 12UL, 9L) }));
    }

    [Test]
    [Source("An update replaces price, quantity and priority of its OrderID")]
    public void AnUpdateMovesAnOrderToItsNewPrice()
    {
        _channel.SendOrders(47, new OrderLine(11), new OrderLine(12)).SendOrders(47, new OrderLine(11) { Action = OrderLine.Update, Price = 101, Quantity = 3, Priority = 50 });
        Assert.That(_channel.Orders(BookSide.Bid), Is.EqualTo(new[] { (101L, 11UL, 3L), (100L, 12UL, 5L) }));
    }

    [Test]
    [Source("A delete is by OrderID: its price and quantity may be old, or null")]
    public void ADeleteGoesByItsIdAlone()
    {
        _channel.SendOrders(47, new OrderLine(11), new OrderLine(12));
        _channel.SendOrders(47, new OrderLine(11) { Action = OrderLine.Delete, Price = long.MaxValue, Quantity = int.MaxValue });

        Assert.That(_channel.Orders(BookSide.Bid), Is.EqualTo(new[] { (100L, 12UL, 5L) }));
        MarketEvent told = _channel.The(EventKind.Order);
        Assert.That((told.Action, told.OrderId, told.PriceNano, told.Quantity, told.Priority), Is.EqualTo((BookAction.Delete, 11UL, 100L, 5L, 11UL)), "what it was");
    }

    [Test]
    [Source("A trade summary changes no book; a hidden fill of an iceberg has an OrderID that was never added")]
    public void FillsOfTradesChangeNoOrder()
    {
        _channel.SendOrders(46, [Entry.Ask(1, 103)], new OrderLine(11) { Quantity = 10 });
        _channel.Send(48, Entry.Trade(103, 6, orders: 3) with { Fills = [(99, 6), (11, 4), (555, 2)] });

        Assert.That(_channel.Orders(BookSide.Ask), Is.EqualTo(new[] { (103L, 11UL, 10L) }));
        Assert.That((_channel.OrderState(), _channel.OrderCounters.Unknown), Is.EqualTo((OrderBookState.Whole, 0L)));
    }

    [Test]
    [Source("OrderID alone is not promised to be unique: an order is named by its instrument and its id")]
    public void TwoInstrumentsMayHaveOrdersOfOneId()
    {
        _channel.Start(2).SendOrders(47, new OrderLine(11), new OrderLine(11) { Security = 2, Price = 7 });
        _channel.SendOrders(47, new OrderLine(11) { Action = OrderLine.Delete });
        Assert.That((_channel.Orders(BookSide.Bid), _channel.Orders(BookSide.Bid, 2)), Is.EqualTo((Array.Empty<(long, ulong, long)>(), new[] { (7L, 11UL, 5L) })));
    }

    [Test]
    [Source("Entry type J empties the book: levels and orders")]
    public void AResetOfABookTakesItsOrders()
    {
        _channel.Start(2).SendOrders(47, new OrderLine(11), new OrderLine(12) { Security = 2 }).Send(46, new Entry { Type = 'J' });
        Assert.That((_channel.Orders(BookSide.Bid).Length, _channel.Orders(BookSide.Bid, 2).Length, _channel.OrderState()), Is.EqualTo((0, 1, OrderBookState.Whole)));
    }

    [Test]
    [Source("Channel reset (4) empties every book")]
    public void AResetOfTheChannelTakesAllOrdersAndLeavesAllBooksKnown()
    {
        _channel.Start(2).SendOrders(47, new OrderLine(11), new OrderLine(12) { Security = 2 }).Lose().Packet(Messages.Heartbeat()).Packet(Messages.Heartbeat());
        Assert.That(_channel.OrderState(), Is.EqualTo(OrderBookState.Suspect));
        _channel.Packet(Messages.Reset());

        Assert.That(_channel.Instruments.Orders!.Books.OrderCount, Is.Zero);
        Assert.That((_channel.OrderState(), _channel.OrderState(2)), Is.EqualTo((OrderBookState.Whole, OrderBookState.Whole)));
    }

    [Test]
    [Source("Orders have no number within their instrument: a lost packet may have had any of them")]
    public void ALossPutsTheOrdersOfEveryInstrumentInDoubtThoughItsLevelsGoOn()
    {
        _channel.Start(2).SendOrders(47, new OrderLine(11)).Lose().Packet(Messages.Heartbeat()).Packet(Messages.Heartbeat()).Send(46, Entry.Bid(1, 100));
        Assert.That((_channel.Book().State, _channel.OrderState(), _channel.OrderState(2)), Is.EqualTo((BookState.Whole, OrderBookState.Suspect, OrderBookState.Suspect)));
    }

    [Test]
    public void AFeedThatIsJoinedInMidSessionKnowsNoBookByOrder()
    {
        using RuleChannel late = new RuleChannel(orders: 8).GoTo(500);
        late.SendOrders(47, new OrderLine(11)).SendOrders(47, new OrderLine(12) { Action = OrderLine.Delete });
        Assert.That((late.OrderState(), late.Orders(BookSide.Bid).Length, late.OrderCounters.Unknown), Is.EqualTo((OrderBookState.Unknown, 1, 1L)));
    }

    [Test]
    public void AnInstrumentThatIsMetAfterALossIsNotTakenForEmpty()
    {
        _channel.Lose().Packet(Messages.Heartbeat()).Packet(Messages.Heartbeat()).SendOrders(47, new OrderLine(11) { Security = 3 });
        Assert.That(_channel.OrderState(3), Is.EqualTo(OrderBookState.Unknown));
    }

    [TestCase(OrderLine.Update)]
    [TestCase(OrderLine.Delete)]
    public void AnOrderThatIsNotThereContradictsAWholeBook(byte action)
    {
        _channel.SendOrders(47, new OrderLine(11)).SendOrders(47, new OrderLine(99) { Action = action });
        Assert.That((_channel.OrderState(), _channel.OrderCounters.Unknown, _channel.OrderCounters.Doubts), Is.EqualTo((OrderBookState.Suspect, 1L, 1L)));
        Assert.That(_channel.Of(EventKind.OrderStale), Has.Length.EqualTo(1));
        Assert.That(_channel.Orders(BookSide.Bid).Length, Is.EqualTo(action == OrderLine.Update ? 2 : 1), "what is told is kept, as near to the truth as it can be");
    }

    [Test]
    public void AnOrderThatIsThereAlreadyContradictsAWholeBook()
    {
        _channel.SendOrders(47, new OrderLine(11)).SendOrders(47, new OrderLine(11) { Quantity = 8 });
        Assert.That((_channel.OrderState(), _channel.OrderCounters.Duplicates), Is.EqualTo((OrderBookState.Suspect, 1L)));
        Assert.That(_channel.Orders(BookSide.Bid), Is.EqualTo(new[] { (100L, 11UL, 8L) }));
    }

    [TestCase((byte)0)]
    [TestCase((byte)2)]
    [TestCase((byte)255)]
    public void AnOrderThatRefersToNoLevelMayBeOfAnyInstrument(byte reference)
    {
        _channel.Start(2).SendOrders(46, [Entry.Bid(1, 100)], new OrderLine(11) { Reference = reference });
        Assert.That((_channel.OrderState(), _channel.OrderState(2), _channel.OrderCounters.Invalid), Is.EqualTo((OrderBookState.Suspect, OrderBookState.Suspect, 1L)));
        Assert.That((_channel.Orders(BookSide.Bid).Length, _channel.Book().State), Is.EqualTo((0, BookState.Whole)));
    }

    [TestCase('E', OrderLine.New, 11UL, 5)]
    [TestCase('?', OrderLine.New, 11UL, 5)]
    [TestCase('0', (byte)3, 11UL, 5)]
    [TestCase('0', OrderLine.New, ulong.MaxValue, 5)]
    [TestCase('0', OrderLine.New, 11UL, int.MaxValue)]
    [TestCase('0', OrderLine.New, 11UL, -1)]
    public void WhatNoOrderCanBeIsCountedAndPutsItsInstrumentInDoubt(char type, byte action, ulong id, int quantity)
    {
        _channel.Start(2).SendOrders(47, new OrderLine(id) { Type = type, Action = action, Quantity = quantity });
        Assert.That((_channel.OrderState(), _channel.OrderState(2), _channel.OrderCounters.Invalid), Is.EqualTo((OrderBookState.Suspect, OrderBookState.Whole, 1L)));
        Assert.That(_channel.Instruments.Orders!.Books.OrderCount, Is.Zero);
    }

    [Test]
    public void MoreOrdersThanThereIsRoomForPutTheirInstrumentInDoubtAndNothingElse()
    {
        using RuleChannel small = new RuleChannel(orders: 2).Start();
        small.SendOrders(47, new OrderLine(11), new OrderLine(12), new OrderLine(13));
        Assert.That((small.OrderState(), small.OrderCounters.Full, small.Orders(BookSide.Bid).Length), Is.EqualTo((OrderBookState.Suspect, 1L, 2)));
    }

    [Test]
    public void WithoutRoomForOrdersTheyAreCountedOnly()
    {
        using RuleChannel none = new RuleChannel().Start();
        none.SendOrders(46, [Entry.Bid(1, 100)], new OrderLine(11));
        Assert.That((none.Counters.OrderEntries, none.Of(EventKind.Order).Length), Is.EqualTo((1L, 0)));
    }

    [Test]
    public void WhatThisMachineMayHaveDroppedLeavesNoBookWholeUntilTheNextNumber()
    {
        _channel.SendOrders(47, new OrderLine(11)).Drop();
        Assert.That(_channel.OrderState(), Is.EqualTo(OrderBookState.Suspect));
        _channel.Drain().Packet(Messages.Heartbeat());
        Assert.That(_channel.OrderState(), Is.EqualTo(OrderBookState.Whole));
    }

    [Test]
    public void ThePriorityOfAnOrderIsPartOfTheDigest()
    {
        using RuleChannel other = new RuleChannel(orders: 64).Start();
        _channel.SendOrders(47, new OrderLine(11) { Priority = 1 });
        other.SendOrders(47, new OrderLine(11) { Priority = 2 });
        Assert.That(other.Digest, Is.Not.EqualTo(_channel.Digest));
    }
}
