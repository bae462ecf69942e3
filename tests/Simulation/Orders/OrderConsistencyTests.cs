using FeedHandler.Core.Events;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Orders;

/// <summary>The orders that packets tell are those of the truth, and make up the levels that packets tell.</summary>
[TestFixture(13, false)]
[TestFixture(8, false)]
[TestFixture(13, true)]
[TestFixture(8, true)]
public sealed class OrderConsistencyTests(int schemaVersion, bool hasPhases)
{
    [Test]
    [Property("Source", "CME MDP 3.0, Market by Order: at the end of an event the displayed quantities and the number of orders of a price are its level's")]
    public void AtTheEndOfEveryEventOrdersAddUpToTheLevels()
    {
        int checkedCount = 0;
        OrderRates.Run(schemaVersion, channel => channel.Run(onEvent: messages =>
        {
            foreach (SimulatedInstrument instrument in Of(channel, messages))
            {
                foreach (bool isBid in (bool[])[true, false])
                {
                    WireBook book = channel[instrument.SecurityId];
                    IEnumerable<SimulatedLevel> levels = book.Orders(isBid).GroupBy(static order => order.PriceNano).Take(instrument.DirectDepth)
                        .Select(static orders => new SimulatedLevel(orders.Key, orders.Sum(static order => order.DisplayedQuantity), orders.Count()));
                    if (!levels.SequenceEqual(book.Levels(isBid))) Assert.Fail($"{instrument.Symbol}, packet {channel.Feed.SeqNum}, bid {isBid}");
                    checkedCount += book.Levels(isBid).Count;
                }
            }
        }), hasPhases);
        Assert.That(checkedCount, Is.GreaterThan(10_000));
    }

    [Test]
    [Property("Source", "The truth of the simulator is noted where the exchange decides; a reader of the packets alone must come to the same")]
    public void AfterEveryPacketTheOrdersOfTheTruthAreThoseOfAReader()
    {
        int comparedCount = 0;
        OrderRates.Run(schemaVersion, channel => channel.Run(onPacket: () =>
        {
            foreach (SimulatedInstrument instrument in channel.Feed.Instruments)
            {
                PublishedOrders truth = instrument.Truth.Orders;
                WireBook book = channel[instrument.SecurityId];
                bool isSame = truth.Bids.SequenceEqual(book.Orders(isBid: true)) && truth.Asks.SequenceEqual(book.Orders(isBid: false));
                if (!isSame) Assert.Fail($"{instrument.Symbol}, packet {channel.Feed.SeqNum}");
                comparedCount += truth.Count;
            }
        }), hasPhases);
        Assert.That(comparedCount, Is.GreaterThan(100_000));
    }

    [Test]
    [Property("Source", "PublishedOrders: orders stand by price, best first, and those of a price by priority; levels are their sums")]
    public void TheTruthTellsOrdersInTheirQueuesAndLevelsOfThem()
    {
        OrderRates.Run(schemaVersion, channel => channel.Run(onEvent: null, onPacket: () =>
        {
            if (!channel.Feed.IsSettled) return;
            foreach (SimulatedInstrument instrument in channel.Feed.Instruments)
            {
                foreach (SimulatedLevel level in instrument.Truth[BookSide.Ask].Levels)
                    Assert.That(instrument.Truth.Orders.LevelAt(BookSide.Ask, level.PriceNano), Is.EqualTo(level));
                long[] prices = [.. instrument.Truth.Orders[BookSide.Bid].Select(static order => order.PriceNano)];
                Assert.That(prices, Is.Ordered.Descending);
            }
        }), hasPhases);
    }

    private static IEnumerable<SimulatedInstrument> Of(WireChannel channel, IReadOnlyList<WireMessage> messages)
    {
        HashSet<int> told = [.. messages.SelectMany(static message => message.Levels.Select(static level => level.SecurityId)
            .Concat(message.Orders.Select(static order => order.SecurityId)))];
        return channel.Feed.Instruments.Where(instrument => told.Contains(instrument.SecurityId));
    }
}
