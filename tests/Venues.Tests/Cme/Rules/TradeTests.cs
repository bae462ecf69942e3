using FeedHandler.Core.Events;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, Trade Summary: templates 42, 48 and 65, and 36 before them")]
public sealed class TradeTests : ChannelRules
{
    [SetUp]
    public void SetUp() => Channel.Start().Send(46, Entry.Bid(1, 100), Entry.Ask(1, 101));

    [TestCase(36)]
    [TestCase(42)]
    [TestCase(48)]
    [TestCase(65)]
    public void ATradeIsToldAndIsTheLastOne(int template)
    {
        Channel.Send(template, Entry.Trade(-5, 7, orders: 4));

        MarketEvent told = Channel.The(EventKind.Trade);
        long price = -5L * Messages.NanoPerMantissa(template);
        Assert.That((told.PriceNano, told.Quantity, told.Orders, told.RptSeq), Is.EqualTo((price, 7L, 4, 4u)));
        Assert.That((told.Action, told.Side), Is.EqualTo((BookAction.New, BookSide.Bid)));
        Assert.That((Channel.Book().LastPriceNano, Channel.Book().LastQuantity, Channel.Book().RptSeq), Is.EqualTo((price, 7L, 4u)));
    }

    [Test]
    [Source("Pitfalls: fills never change a book")]
    public void ATradeChangesNoLevel([Values(36, 42, 48, 65)] int template)
    {
        Channel.Send(template, Entry.Trade(101, 10));

        Assert.That((Channel.Levels(BookSide.Bid), Channel.Levels(BookSide.Ask)), Is.EqualTo((new long[] { 100 }, new long[] { 101 })));
    }

    [Test, Combinatorial]
    [Source("FIX tag 5797 AggressorSide: 1 buy, 2 sell, 0 none, 255 null")]
    public void TheAggressorIsTheBuyerTheSellerOrNobody([Values(36, 42, 48, 65)] int template, [Values(0, 1, 2, 255)] byte code)
    {
        Channel.Send(template, Entry.Trade(101, 10, code));

        Assert.That(Channel.The(EventKind.Trade).Side, Is.EqualTo(code switch { 1 => BookSide.Bid, 2 => BookSide.Ask, _ => BookSide.None }));
    }

    [Test]
    [Source("MDUpdateAction of a trade: Change corrects it")]
    public void ACorrectionReplacesTheLastTrade([Values(36, 42, 48, 65)] int template)
    {
        Channel.Send(template, Entry.Trade(101, 10)).Send(template, Entry.Trade(102, 9, action: Entry.Change));

        Assert.That(Channel.The(EventKind.Trade).Action, Is.EqualTo(BookAction.Change));
        Assert.That(
            (Channel.Book().LastPriceNano, Channel.Book().LastQuantity), Is.EqualTo((102L * Messages.NanoPerMantissa(template), 9L)));
    }

    [Test]
    [Source("MDUpdateAction of a trade: Delete busts an earlier one; which was the last before it is not told")]
    public void ABustIsToldAndReplacesNothing([Values(36, 42, 48, 65)] int template)
    {
        Channel.Send(template, Entry.Trade(101, 10)).Send(template, Entry.Trade(55, 3, action: Entry.Delete));

        Assert.That((Channel.The(EventKind.Trade).Action, Channel.The(EventKind.Trade).Quantity), Is.EqualTo((BookAction.Delete, 3L)));
        Assert.That(
            (Channel.Book().LastPriceNano, Channel.Book().LastQuantity), Is.EqualTo((101L * Messages.NanoPerMantissa(template), 10L)));
    }

    [Test]
    [Source("Trade Summary: the first NumberOfOrders entries of orders belong to the first trade, and so on")]
    public void OrdersFollowTheTradeThatTheyMade([Values(42, 48, 65)] int template)
    {
        Channel.Send(
            template,
            Entry.Trade(101, 10, orders: 2) with { Fills = [(ulong.MaxValue, 10), (12, 4)] },
            Entry.Trade(102, 5, orders: 1) with { Fills = [(0, 5)] });

        int nano = Messages.NanoPerMantissa(template);
        Assert.That(
            Channel.Events.Select(told => (told.Kind, told.PriceNano, told.Quantity, told.Kind == EventKind.TradeOrder ? told.OrderId : 1)),
            Is.EqualTo(new[]
            {
                (EventKind.Trade, 101L * nano, 10L, 1UL), (EventKind.TradeOrder, 101L * nano, 10L, ulong.MaxValue),
                (EventKind.TradeOrder, 101L * nano, 4L, 12UL), (EventKind.Trade, 102L * nano, 5L, 1UL), (EventKind.TradeOrder, 102L * nano, 5L, 0UL),
            }));
        Assert.That(Channel.Of(EventKind.TradeOrder).Select(told => (told.Side, told.RptSeq)), Is.All.EqualTo((BookSide.None, 0u)));
        Assert.That((Channel.Counters.OrderEntries, Channel.Book().RptSeq), Is.EqualTo((3L, 5u)));
    }

    [TestCase(42, 0)]
    [TestCase(48, 0)]
    [TestCase(65, 0)]
    [TestCase(42, null)]
    [TestCase(48, null)]
    [TestCase(65, null)]
    [Source("Trade Summary: NumberOfOrders null or 0 means no entries of orders for that trade")]
    public void ATradeWithoutOrdersTakesNone(int template, int? orders)
    {
        Channel.Send(template, Entry.Trade(101, 10, orders: orders), Entry.Trade(102, 5, orders: 1) with { Fills = [(9, 5)] });

        Assert.That(Channel.Events.Select(told => told.Kind), Is.EqualTo(new[] { EventKind.Trade, EventKind.Trade, EventKind.TradeOrder }));
        Assert.That(Channel.Events[0].Orders, Is.EqualTo(orders ?? MarketEvent.NullOrders));
        Assert.That(Channel.Events[2].PriceNano, Is.EqualTo(102L * Messages.NanoPerMantissa(template)));
    }

    [Test]
    [Source("Trade Summary: orders that no message tells are not made up")]
    public void MoreOrdersThanTheMessageHasAreNotTold([Values(42, 48, 65)] int template)
    {
        Channel.Send(template, Entry.Trade(101, 10, orders: 9) with { Fills = [(9, 5)] });

        Assert.That(Channel.Of(EventKind.TradeOrder), Has.Length.EqualTo(1));
    }

    [Test]
    [Source("RptSeq: what is told a second time is passed over; its orders stay its own")]
    public void OrdersOfATradePassedOverAreGivenToNoOther()
    {
        Channel.Send(
            48, Entry.Trade(55, 1, orders: 1) with { RptSeq = 2, Fills = [(1, 1)] }, Entry.Trade(102, 5, orders: 1) with { RptSeq = 4, Fills = [(2, 5)] });

        Assert.That(Channel.Events.Select(told => told.Kind), Is.EqualTo(new[] { EventKind.Trade, EventKind.TradeOrder }));
        Assert.That((Channel.Events[1].OrderId, Channel.Counters.RptSeqBehind), Is.EqualTo((2UL, 1L)));
    }

    [Test]
    [Source("uInt64NULL of MDEntrySize: a quantity beyond 63 bits is none")]
    public void ALongQuantityIsALongQuantity()
    {
        Channel.Send(65, Entry.Trade(101, 5_000_000_000));

        Assert.That((Channel.The(EventKind.Trade).Quantity, Channel.Book().LastQuantity), Is.EqualTo((5_000_000_000L, 5_000_000_000L)));
    }

    [Test]
    [Source("MDEntrySize of a trade has no null before template 65")]
    public void TheLargestQuantityOfATradeIsOne([Values(36, 42, 48)] int template)
    {
        Channel.Send(template, Entry.Trade(101, int.MaxValue));

        Assert.That(Channel.The(EventKind.Trade).Quantity, Is.EqualTo(int.MaxValue));
    }
}
