using FeedHandler.Core.Events;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Orders;

/// <summary>What trades tell of the orders that made them, and what priorities tell of orders.</summary>
[TestFixture(13)]
[TestFixture(8)]
public sealed class OrderTradeTests(int schemaVersion)
{
    [Test]
    [Property("Source", "CME MDP 3.0, Trade Summary: with an aggressor (5797 1 or 2) its order is the first, with all of the quantity, and those that rested follow; "
        + "without one customers' orders alone are listed, and what they do not cover came from implied prices")]
    public void TheAggressorIsFirstAndTheOthersGaveWhatItTook()
    {
        int aggressedCount = 0;
        ForTrades((_, _, trade, orders) =>
        {
            Assert.That(orders, Has.Length.EqualTo(trade.OrderCount));
            if (trade.Aggressor == 0)
            {
                Assert.That(orders.Sum(static order => order.Quantity), Is.InRange(trade.Quantity, 2 * trade.Quantity));
                return;
            }

            aggressedCount++;
            Assert.That(orders[0].Quantity, Is.EqualTo(trade.Quantity));
            Assert.That(orders.Skip(1).Sum(static order => order.Quantity), Is.EqualTo(trade.Quantity));
        });
        Assert.That(aggressedCount, Is.GreaterThan(500));
    }

    [Test]
    [Property("Source", "CME Globex, price-time priority: of the best price the order that stood there longest trades first, and whole before the next")]
    public void TheOrdersThatRestedTradeInTheirQueue()
    {
        int knownCount = 0;
        ForTrades((channel, book, trade, orders) =>
        {
            if (trade.Aggressor == 0) return;
            PublishedOrder[] queue = [.. book.Orders(trade.Aggressor == 2).Where(order => order.PriceNano == trade.PriceNano)];
            (ulong OrderId, int Quantity)[] known = [.. orders.Skip(1).Where(order => book.Find(order.OrderId) is not null)];
            Assert.That(known.Select(static order => order.OrderId), Is.EqualTo(queue.Take(known.Length).Select(static order => order.OrderId)));
            for (int place = 0; place + 1 < known.Length; place++)
                Assert.That(known[place].Quantity, Is.GreaterThanOrEqualTo(queue[place].DisplayedQuantity), $"packet {channel.Feed.SeqNum}");
            knownCount += known.Length;
        });
        Assert.That(knownCount, Is.GreaterThan(1000));
    }

    [Test]
    [Property("Source", "CME MDP 3.0, Market by Order: hidden fills of icebergs carry ids of orders that were never added")]
    public void WhatWasHiddenMayTradeUnderAnIdThatIsNeverAdded()
    {
        int unknownCount = 0;
        OrderRates.Run(schemaVersion, channel =>
        {
            HashSet<(int, ulong)> never = [];
            channel.Run(message =>
            {
                foreach (WireOrder order in message.Orders) Assert.That(never.Contains((order.SecurityId, order.OrderId)), Is.False, $"{order}");
                int at = 0;
                foreach (WireTrade trade in message.Trades)
                {
                    foreach ((ulong orderId, _) in message.TradeOrders.Skip(at + 1).Take(trade.Aggressor == 0 ? 0 : trade.OrderCount - 1))
                    {
                        if (channel[trade.SecurityId].Find(orderId) is null) never.Add((trade.SecurityId, orderId));
                    }

                    at += trade.OrderCount;
                }
            });
            unknownCount += never.Count;
        });
        Assert.That(unknownCount, Is.GreaterThan(10));
    }

    [Test]
    [Property("Source", "CME MDP 3.0, Market by Order: less at the same price keeps the priority; more, another price, or an iceberg's next part has a new one, behind")]
    public void PriorityIsKeptByLessAndLostByAllElse()
    {
        (int Kept, int Grown, int Moved, int Refilled) counts = default;
        OrderRates.Run(schemaVersion, channel =>
        {
            Dictionary<int, ulong> last = []; // of each instrument, in front of the event
            channel.Run(message =>
            {
                foreach (WireOrder told in message.Orders.Where(static order => order.Action == BookAction.Change))
                {
                    PublishedOrder old = channel[told.SecurityId].Find(told.OrderId)!.Value;
                    bool isMoved = told.PriceNano != old.PriceNano;
                    if (told.Priority == old.Priority) Assert.That(!isMoved && told.Quantity < old.DisplayedQuantity, Is.True, $"{told}, before {old}");
                    else Assert.That(told.Priority, Is.GreaterThan(last[told.SecurityId]), $"{told}, before {old}");
                    if (told.Priority == old.Priority) counts.Kept++;
                    else if (isMoved) counts.Moved++;
                    else if (told.Quantity > old.DisplayedQuantity) counts.Grown++;
                    else counts.Refilled++;
                }
            }, _ => last = channel.Feed.Instruments.ToDictionary(static each => each.SecurityId, each => Last(channel[each.SecurityId])));
        });
        Assert.That(new[] { counts.Kept, counts.Grown, counts.Moved, counts.Refilled }, Has.All.GreaterThan(50));
    }

    [Test]
    [Property("Source", "CME MDP 3.0, Market by Order: an iceberg that shows its next part is told as updated, or as deleted and new, with another priority")]
    public void AnOrderOfAnotherPriorityMayBeDeletedAndNewInOneEvent()
    {
        int renewedCount = 0;
        OrderRates.Run(schemaVersion, channel => channel.Run(message =>
        {
            foreach (WireOrder told in message.Orders.Where(static order => order.Action == BookAction.New))
            {
                if (channel[told.SecurityId].Find(told.OrderId) is not { } old || old.PriceNano != told.PriceNano || message.IsRecovery) continue;
                renewedCount++;
                Assert.That(told.Priority, Is.GreaterThan(old.Priority));
            }
        }));
        Assert.That(renewedCount, Is.GreaterThan(20));
    }

    [Test]
    [Property("Source", "CME Globex, order modification: an order that is replaced at a price that meets others trades at once, under the id that it had")]
    public void AnOrderThatRestedMayBeTheAggressor()
    {
        (int Gone, int Left) counts = default;
        OrderRates.Run(schemaVersion, channel =>
        {
            HashSet<(int, ulong)> aggressors = [];
            channel.Run(message =>
            {
                int at = 0;
                foreach (WireTrade trade in message.Trades)
                {
                    ulong first = trade.OrderCount == 0 ? 0 : message.TradeOrders[at].OrderId;
                    if (trade.Aggressor != 0 && channel[trade.SecurityId].Find(first) is not null) aggressors.Add((trade.SecurityId, first));
                    at += trade.OrderCount;
                }

                foreach (WireOrder told in message.Orders.Where(order => aggressors.Remove((order.SecurityId, order.OrderId))))
                    counts = told.Action == BookAction.Delete ? (counts.Gone + 1, counts.Left) : (counts.Gone, counts.Left + 1);
            }, _ => Assert.That(aggressors, Is.Empty, "what became of an order that traded is told in the same event"));
        });
        Assert.That(new[] { counts.Gone, counts.Left }, Has.All.GreaterThan(20));
    }

    private static ulong Last(WireBook book) =>
        book.Orders(isBid: true).Concat(book.Orders(isBid: false)).Select(static order => order.Priority).DefaultIfEmpty().Max();

    private void ForTrades(Action<WireChannel, WireBook, WireTrade, (ulong OrderId, int Quantity)[]> check) =>
        OrderRates.Run(schemaVersion, channel => channel.Run(message =>
        {
            int at = 0;
            foreach (WireTrade trade in message.Trades)
            {
                if (trade.Action == BookAction.New) check(channel, channel[trade.SecurityId], trade, [.. message.TradeOrders.Skip(at).Take(trade.OrderCount)]);
                at += trade.OrderCount;
            }
        }));
}
