using FeedHandler.Core.Events;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Orders;

/// <summary>What empties the orders of a book, and how they are told again; and which schema has none.</summary>
public sealed class OrderResetTests
{
    [TestCase(13)]
    [TestCase(8)]
    [Property("Source", "CME MDP 3.0, Market by Price: an entry 'J' empties the whole book of its instrument, its orders too")]
    public void AnEmptiedBookIsToldAgainWithNewOrdersOnly(int schemaVersion)
    {
        int resetCount = 0;
        OrderRates.Run(schemaVersion, channel =>
        {
            HashSet<int> empty = [];
            channel.Run(onEvent: messages =>
            {
                WireOrder[] told = [.. messages.SelectMany(static message => message.Orders)];
                Assert.That(told.Where(order => empty.Contains(order.SecurityId) && order.Action != BookAction.New), Is.Empty);
                empty.ExceptWith(told.Select(static order => order.SecurityId));
                WireLevel[] resets = [.. messages.SelectMany(static message => message.Levels.Where(static level => level.IsReset))];
                if (resets.Length == 0) return;
                resetCount++;
                Assert.That(messages.Sum(static message => message.Orders.Count), Is.Zero, "what empties a book is an event of its own");
                empty.UnionWith(resets.Select(static level => level.SecurityId));
            });
        });
        Assert.That(resetCount, Is.GreaterThan(20));
    }

    [TestCase(13)]
    [TestCase(8)]
    [Property("Source", "CME MDP 3.0, Channel Reset (4): every book is empty; what the venue sends again is marked (5799 bit 5), orders in messages of their own")]
    public void AfterAChannelResetTheSameOrdersComeAloneAndMarked(int schemaVersion)
    {
        int resetCount = 0;
        OrderRates.Run(schemaVersion, channel =>
        {
            Dictionary<int, PublishedOrder[]> before = [];
            channel.Run(message =>
            {
                if (message.IsChannelReset)
                {
                    before = channel.Feed.Instruments.ToDictionary(static each => each.SecurityId, each => All(channel[each.SecurityId]));
                    Assert.That(before.Values.Sum(static orders => orders.Length), Is.GreaterThan(50));
                    resetCount++;
                }

                if (message.IsRecovery && message.IsBook) Assert.That(message.Orders, Is.Empty);
                if (message.IsRecovery || before.Count == 0) return;
                if (message.IsChannelReset) return;
                foreach ((int securityId, PublishedOrder[] orders) in before) Assert.That(All(channel[securityId]), Is.EqualTo(orders), $"packet {channel.Feed.SeqNum}");
                before.Clear();
            });
        });
        Assert.That(resetCount, Is.EqualTo(OrderRates.SeedCount));
    }

    [Test]
    [Property("Source", "CME MDP 3.0 schema: groups of orders in 32, and template 43, are since version 7")]
    public void Version6TellsNoOrders()
    {
        OrderRates.Run(6, channel =>
        {
            int levelCount = 0;
            channel.Run(message =>
            {
                levelCount += message.Levels.Count;
                Assert.That(message.IsOrdersAlone, Is.False);
                Assert.That(message.IsBook && message.Orders.Count != 0, Is.False);
            });
            Assert.That(channel.Feed.Instruments.Sum(static instrument => instrument.Truth.Orders.Count), Is.Zero);
            Assert.That(levelCount, Is.GreaterThan(100));
        });
    }

    private static PublishedOrder[] All(WireBook book) => [.. book.Orders(isBid: true), .. book.Orders(isBid: false)];
}
