using FeedHandler.Replay.Simulator;

namespace FeedHandler.Replay.Tests.Matching;

/// <summary>What rests in two of a spread and its legs implies prices of the third, and trades when somebody takes them.</summary>
[Property("Source", "CME Globex, implied markets: first generation implied in and out, matched behind orders of the same price")]
public sealed class CombinationTests
{
    private const byte Open = 17;
    private SimulatedInstrument _bought = null!;
    private SimulatedInstrument _spread = null!;
    private SimulatedInstrument _sold = null!;
    private Matcher _matcher = null!;

    [SetUp]
    public void List()
    {
        SimulatedInstrument[] all = SimulatedInstrument.Channel(4);
        (_bought, _spread, _sold) = (all[0], all[1], all[3]);
        foreach (SimulatedInstrument instrument in all) (instrument.IsLive, instrument.Status) = (true, Open);
        _matcher = new Matcher();
    }

    [Test]
    public void TheBidOfASpreadIsTheBidOfOneLegWithoutTheAskOfTheOtherContractByContract()
    {
        Rest(_bought, isBid: true, (100, 10), (99, 5));
        Rest(_sold, isBid: false, (50, 4), (51, 20));
        Assert.That(Levels(_spread, isBid: true), Is.EqualTo(new[] { (50L, 4), (49L, 6), (48L, 5) }));
        Assert.That(Levels(_spread, isBid: false), Is.Empty);
    }

    [Test]
    public void ALegIsWhatTheSpreadAndTheOtherLegComeTo()
    {
        Rest(_spread, isBid: true, (40, 3));
        Rest(_spread, isBid: false, (45, 7));
        Rest(_sold, isBid: true, (50, 2));
        Rest(_sold, isBid: false, (52, 4));
        Assert.That(Levels(_bought, isBid: true), Is.EqualTo(new[] { (90L, 2) }));
        Assert.That(Levels(_bought, isBid: false), Is.EqualTo(new[] { (97L, 4) }));
        Rest(_bought, isBid: true, (91, 6));
        Rest(_bought, isBid: false, (96, 1));
        Assert.That(Levels(_sold, isBid: true), Is.EqualTo(new[] { (46L, 6) }));
        Assert.That(Levels(_sold, isBid: false), Is.EqualTo(new[] { (56L, 1) }));
    }

    [Test]
    public void PricesOfOneValueAreOneLevel()
    {
        Rest(_bought, isBid: true, (100, 1), (99, 5));
        Rest(_sold, isBid: false, (50, 2), (49, 1));
        Assert.That(Levels(_spread, isBid: true), Is.EqualTo(new[] { (51L, 1), (49L, 2) }));
    }

    [Test]
    public void WhoTakesAnImpliedPriceTradesWithBothLegsBehindTheOrdersOfThatPrice()
    {
        Rest(_spread, isBid: false, (10, 2));
        Rest(_bought, isBid: false, (60, 5));
        Rest(_sold, isBid: true, (50, 3));
        SimulatedOrder order = _spread.Book.Make(isBid: true, 10, 9);
        _matcher.Enter(_spread, order, int.MaxValue);

        Assert.That(_matcher.Deals.Select(static deal => (deal.Instrument.Kind, deal.PriceNano, deal.Quantity, deal.IsImplied)), Is.EqualTo(new[]
        {
            (SimulatedKind.Spread, 10L, 5, true), (SimulatedKind.Future, 60L, 3, true), (SimulatedKind.Future, 50L, 3, true),
        }));
        Assert.That(_matcher.Deals.Select(static deal => deal.Fills.Sum(static fill => fill.Quantity)), Is.EqualTo(new[] { 2, 3, 3 }));
        Assert.That((order.IsResting, order.Displayed, _bought.Book.Asks.First.Displayed, _sold.Book.Bids.OrderCount), Is.EqualTo((true, 4, 2, 0)));
    }

    [Test]
    public void AnOrderThatRestsIsKeptFromWhatIsImplied()
    {
        Rest(_spread, isBid: false, (2_000_000_000, 2));
        Rest(_sold, isBid: false, (50_000_000_000, 3));
        Assert.That(_bought.Passive(isBid: true, 60_000_000_000), Is.EqualTo(52_000_000_000 - _bought.TickNano));
    }

    [Test]
    public void WhatCrossesWhenImpliedMatchingBeginsTradesAtThePricesOfTheLegs()
    {
        Rest(_spread, isBid: true, (12, 4), (11, 4), (9, 4));
        Rest(_bought, isBid: false, (60, 5));
        Rest(_sold, isBid: true, (50, 9));
        _matcher.Uncross(_spread.Combination!);
        Assert.That(_matcher.Deals.Select(static deal => (deal.PriceNano, deal.Quantity, deal.Aggressor)), Is.EqualTo(new[]
        {
            (10L, 5, (SimulatedOrder?)null), (60L, 5, null), (50L, 5, null),
        }));
        Assert.That((_spread.Book.Bids.BestNano, _spread.Book.Bids.First.Displayed), Is.EqualTo(((long?)11, 3)));
    }

    [TestCase(2)]
    [TestCase(15)]
    [TestCase(21)]
    public void WhereOneOfTheThreeIsNotOpenNothingIsImplied(byte status)
    {
        Rest(_bought, isBid: true, (100, 10));
        Rest(_sold, isBid: false, (50, 4));
        _spread.Status = status;
        Assert.That(Levels(_spread, isBid: true), Is.Empty);
    }

    private static void Rest(SimulatedInstrument instrument, bool isBid, params (long PriceNano, int Quantity)[] orders)
    {
        foreach ((long priceNano, int quantity) in orders) instrument.Book.Rest(instrument.Book.Make(isBid, priceNano, quantity));
    }

    private static IEnumerable<(long PriceNano, int Quantity)> Levels(SimulatedInstrument instrument, bool isBid) =>
        (instrument.ImpliedSource(isBid)?.Levels() ?? []).Select(static level => (level.PriceNano, level.Quantity));
}
