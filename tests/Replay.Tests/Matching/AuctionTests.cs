using FeedHandler.Replay.Simulator;

namespace FeedHandler.Replay.Tests.Matching;

/// <summary>An auction finds the price at which the most trades, and leaves nothing crossed (CME Globex, "Indicative opening price").</summary>
[Property("Source", "CME Globex, indicative opening: the price with the greatest matched volume")]
public sealed class AuctionTests
{
    [TestCase("", "", null, 0)]
    [TestCase("99x5", "100x5", null, 0)]
    [TestCase("100x5", "100x3", 100L, 3)]
    [TestCase("103x5 101x5", "100x4 102x9", 102L, 5)] // at 101 four would be traded
    [TestCase("103x10", "100x4", 100L, 4)] // equal at every price between: the lowest
    [TestCase("103x5 101x5", "100x5 102x1", 102L, 5)] // five at 100 to 103: the least is left at 102, where six would sell
    public void ThePriceIsTheOneAtWhichTheMostIsTraded(string bids, string asks, long? priceNano, int quantity)
    {
        OrderBook book = Instrument(bids, asks).Book;
        Assert.That(Auction.Of(book), Is.EqualTo(priceNano is { } price ? (price, quantity) : ((long, int)?)null));
    }

    [Test]
    public void BothSidesGiveByPriceAndThenByPriority()
    {
        SimulatedInstrument instrument = Instrument("101x2 102x3 102x4", "99x5 100x9");
        OrderBook book = instrument.Book;
        Matcher matcher = new();
        matcher.Uncross(instrument, Auction.Of(book)!.Value);
        List<Fill> fills = matcher.Deals.Single().Fills;
        Assert.That(fills.Select(static fill => (fill.Order.PriceNano, fill.Quantity)), Is.EqualTo(new[] { (102L, 3), (102L, 4), (101L, 2), (99L, 5), (100L, 4) }));
        Assert.That((book.Bids.OrderCount, book.Asks.Queues.Single().Level), Is.EqualTo((0, new SimulatedLevel(100, 5, 1))));
    }

    [Test]
    public void BehindAnAuctionNothingCrosses()
    {
        int tradedCount = 0;
        for (ulong seed = 1; seed <= 500; seed++)
        {
            SeededRandom random = new(seed);
            SimulatedInstrument instrument = new(0);
            OrderBook book = instrument.Book;
            for (int count = 20; count > 0; count--) book.Rest(book.Make(random.PerMille(500), random.Between(90, 110), random.Between(1, 30), random.Below(3)));
            if (Auction.Of(book) is not { } result) continue;
            Matcher matcher = new();
            matcher.Uncross(instrument, result);
            List<Fill> fills = matcher.Deals.Single().Fills;
            Assert.That(fills.GroupBy(static fill => fill.Order.IsBid).Select(static side => side.Sum(static fill => fill.Quantity)), Is.All.EqualTo(result.Quantity));
            Assert.That(fills.All(fill => fill.Order.IsBid ? fill.Order.PriceNano >= result.PriceNano : fill.Order.PriceNano <= result.PriceNano), Is.True);
            Assert.That(book.Bids.BestNano is { } bid && book.Asks.BestNano is { } ask && bid >= ask, Is.False, $"seed {seed}");
            Assert.That(Auction.Of(book), Is.Null);
            tradedCount++;
        }

        Assert.That(tradedCount, Is.GreaterThan(400));
    }

    private static SimulatedInstrument Instrument(string bids, string asks)
    {
        SimulatedInstrument instrument = new(0);
        foreach ((string text, bool isBid) in (ReadOnlySpan<(string, bool)>)[(bids, true), (asks, false)])
        {
            foreach (string order in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                int[] parts = [.. order.Split('x').Select(int.Parse)];
                instrument.Book.Rest(instrument.Book.Make(isBid, parts[0], parts[1]));
            }
        }

        return instrument;
    }
}
