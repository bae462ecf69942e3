using FeedHandler.Replay.Simulator;

namespace FeedHandler.Replay.Tests.Matching;

/// <summary>The exchange's own book matches by price and then by priority (CME Globex, "Matching algorithms", first in, first out).</summary>
[Property("Source", "CME Globex, matching algorithm F (price, then time) and order priority")]
public sealed class OrderBookTests
{
    private const int OrdersBefore = 4;
    private const int NoLimit = int.MaxValue;
    private SimulatedInstrument _instrument = null!;
    private Matcher _matcher = null!;
    private OrderBook _book = null!;
    private SimulatedOrder[] _asks = null!;

    [SetUp]
    public void Fill()
    {
        _instrument = new SimulatedInstrument(0);
        _matcher = new Matcher();
        _book = _instrument.Book;
        _asks = [_book.Make(isBid: false, 101, 5), _book.Make(isBid: false, 100, 4), _book.Make(isBid: false, 100, 3), _book.Make(isBid: false, 102, 9)];
        foreach (SimulatedOrder order in _asks) _book.Rest(order);
        foreach (SimulatedOrder order in _asks) order.Told = order.Shown;
        _book.Settle();
    }

    [Test]
    public void TheBestPriceTradesFirstAndOfAPriceWhatStoodThereLongest()
    {
        _matcher.Enter(_instrument, _book.Make(isBid: true, 101, 9), NoLimit);
        Assert.That(Filled(), Is.EqualTo(new[] { (1, 100L, 4), (2, 100L, 3), (0, 101L, 2) }));
        Assert.That((_asks[0].Displayed, _asks[1].IsResting, _asks[2].IsResting), Is.EqualTo((3, false, false)));
        Assert.That(_book.Bids.OrderCount, Is.Zero);
    }

    [Test]
    public void WhatIsLeftOfAnOrderRestsAtItsLimit()
    {
        SimulatedOrder order = _book.Make(isBid: true, 100, 10);
        _matcher.Enter(_instrument, order, NoLimit);
        Assert.That((order.IsResting, order.Displayed, _book.Bids.BestNano, _book.Asks.BestNano), Is.EqualTo((true, 3, (long?)100, (long?)101)));
    }

    [Test]
    public void WhatIsLeftOfAnOrderThatIsKilledDoesNotRest()
    {
        SimulatedOrder order = _book.Make(isBid: true, 100, 10);
        _matcher.Enter(_instrument, order, NoLimit, isKilled: true);
        Assert.That((order.IsResting, _book.Bids.OrderCount, Fills.Sum(static fill => fill.Quantity)), Is.EqualTo((false, 0, 7)));
    }

    [Test]
    public void AnOrderThatReachesNoPriceRestsWhole()
    {
        SimulatedOrder order = _book.Make(isBid: true, 99, 10);
        _matcher.Enter(_instrument, order, NoLimit);
        Assert.That((order.IsResting, order.Displayed, Fills.Count()), Is.EqualTo((true, 10, 0)));
    }

    [Test]
    public void AnIcebergShowsItsNextPartBehindTheOthersOfItsPrice()
    {
        SimulatedOrder iceberg = _book.Make(isBid: false, 99, 10, tip: 4);
        SimulatedOrder other = _book.Make(isBid: false, 99, 5);
        _book.Rest(iceberg);
        _book.Rest(other);
        foreach (SimulatedOrder order in (SimulatedOrder[])[iceberg, other]) order.Told = order.Shown;
        ulong priority = iceberg.Priority;

        _matcher.Enter(_instrument, _book.Make(isBid: true, 99, 11), NoLimit);

        Assert.That(Fills.Select(static fill => (fill.Quantity, fill.IsHidden)), Is.EqualTo(new[] { (4, false), (5, false), (2, true) }));
        Assert.That(Fills.Select(static fill => fill.Order), Is.EqualTo(new[] { iceberg, other, iceberg }));
        Assert.That((iceberg.Displayed, iceberg.Hidden, iceberg.Priority > priority), Is.EqualTo((2, 2, true)));
    }

    [Test]
    public void LessAtItsPriceKeepsAnOrdersPlace()
    {
        ulong priority = _asks[1].Priority;
        _book.Replace(_asks[1], 100, 1);
        Assert.That((_asks[1].Priority, _book.Asks.Queues[0].Orders[0], _book.Asks.Queues[0].Level), Is.EqualTo((priority, _asks[1], new SimulatedLevel(100, 4, 2))));
    }

    [TestCase(100, 9)]
    [TestCase(101, 4)]
    [TestCase(101, 1)]
    public void MoreOrAnotherPricePutsAnOrderBehindTheOthers(long priceNano, int quantity)
    {
        _book.Replace(_asks[1], priceNano, quantity);
        OrderQueue queue = _book.Asks.Queues.Single(queue => queue.PriceNano == priceNano);
        Assert.That((queue.Orders[^1], _asks[1].Priority), Is.EqualTo((_asks[1], _asks.Max(static order => order.Priority))));
        Assert.That((queue.Orders.Count, _book.Asks.OrderCount), Is.EqualTo((2, OrdersBefore)));
    }

    [Test]
    public void AnOrderThatIsReplacedAcrossTheSpreadTradesAndItsRestRests()
    {
        SimulatedOrder bid = _book.Make(isBid: true, 98, 9);
        _book.Rest(bid);
        _matcher.Replace(_instrument, bid, 100, NoLimit);
        Assert.That(Filled(), Is.EqualTo(new[] { (1, 100L, 4), (2, 100L, 3) }));
        Assert.That((bid.IsResting, bid.PriceNano, bid.Displayed, _book.Bids.OrderCount, _book.Bids.BestNano), Is.EqualTo((true, 100L, 2, 1, (long?)100)));
    }

    [Test]
    public void AMarketOrderTakesAnyPriceAndNeverRests()
    {
        _matcher.Enter(_instrument, _book.Make(isBid: true, long.MaxValue, 30), NoLimit, isKilled: true);
        Assert.That(Filled(), Is.EqualTo(new[] { (1, 100L, 4), (2, 100L, 3), (0, 101L, 5), (3, 102L, 9) }));
        Assert.That((_book.Bids.OrderCount, _book.Asks.OrderCount), Is.EqualTo((0, 0)));
    }

    [Test]
    public void ACancelledOrderIsGoneAndItsPriceWithTheLastOne()
    {
        _book.Cancel(_asks[0]);
        Assert.That((_book.Asks.Has(101), _book.Asks.OrderCount, _asks[0].Shown), Is.EqualTo((false, OrdersBefore - 1, (PublishedOrder?)null)));
    }

    [Test]
    public void AnOrderThatRestsWithoutBeingMatchedMayCross()
    {
        _book.Rest(_book.Make(isBid: true, 102, 1));
        Assert.That((_book.Bids.BestNano, _book.Asks.BestNano), Is.EqualTo(((long?)102, (long?)100)));
    }

    [Test]
    public void WhatWouldMeetMoreOrdersThanAreAllowedIsKilled()
    {
        SimulatedOrder order = _book.Make(isBid: true, 102, 30);
        _matcher.Enter(_instrument, order, fillsMax: 2);
        Assert.That(Filled(), Is.EqualTo(new[] { (1, 100L, 4), (2, 100L, 3) }));
        Assert.That((order.IsResting, _book.Bids.OrderCount), Is.EqualTo((false, 0)));
    }

    private IEnumerable<Fill> Fills => _matcher.Deals.SelectMany(static deal => deal.Fills);

    private IEnumerable<(int Ask, long PriceNano, int Quantity)> Filled() =>
        _matcher.Deals.SelectMany(deal => deal.Fills.Select(fill => (Array.IndexOf(_asks, fill.Order), deal.PriceNano, fill.Quantity)));
}
