using FeedHandler.Core.Events;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, Trade Summary: split across packets it tells all trades first, then all orders; bit 0 is on the last message alone")]
public sealed class SplitTradeTests : ChannelRules
{
    private const byte LastTrade = 0x01;

    [SetUp]
    public void Start() => Channel.Start().Start(2);

    [Test]
    public void OrdersFollowAllTradesInTheirOrder([Values(42, 48, 65)] int template)
    {
        Channel.Packet(Trades(template, (1, 101, 2), (2, 55, 1)));
        Channel.Packet(Trades(template, (1, 102, 1)));
        Channel.Packet(Orders(template, 0, 11, 12, 13));
        AssertOrders(template, (1, 101, 11), (1, 101, 12), (2, 55, 13));
        Channel.Packet(Orders(template, LastTrade, 14));
        AssertOrders(template, (1, 102, 14));
        Assert.That(Channel.Counters.OrderEntries, Is.EqualTo(4));
    }

    [Test]
    public void TheFirstOrdersMayBeInTheMessageOfTheLastTrades()
    {
        Channel.Packet(Trades(48, (1, 101, 2)));
        Channel.Packet(Channel.Message(48, LastTrade, Entry.Trade(102, 5, orders: 1) with { Fills = [(11, 1), (12, 1), (13, 1)] }));

        AssertOrders(48, (1, 101, 11), (1, 101, 12), (1, 102, 13));
    }

    [Test]
    public void OrdersThatNoMessageToldAreLeftToNoOtherSummary([Values(LastTrade, Messages.EndOfEvent)] int end)
    {
        Channel.Packet(Trades(48, (1, 101, 3))).Packet(Orders(48, (byte)end, 11));
        Channel.Packet(Trades(48, (2, 55, 1))).Packet(Orders(48, LastTrade, 12));

        AssertOrders(48, (2, 55, 12));
    }

    [Test]
    [Source("Where packets were lost inside a summary, nobody knows whose its orders are")]
    public void ALossInsideTheSummaryLeavesItsOrdersUntold([Values] bool isOfTrades)
    {
        if (!isOfTrades) Channel.Packet(Trades(48, (1, 101, 1)));
        Channel.Lose().Packet(Trades(48, (1, 102, 1)));
        Channel.Packet(Orders(48, LastTrade, 11, 12));
        Assert.That((Channel.Of(EventKind.TradeOrder).Length, Channel.Counters.OrderEntries), Is.EqualTo((0, 2L)));

        Channel.Packet(Trades(48, (1, 103, 1))).Packet(Orders(48, LastTrade, 13));
        AssertOrders(48, (1, 103, 13));
    }

    [Test]
    [Source("After a loss orders in the message of their trades are known to be theirs by their count")]
    public void OrdersBesideTheirTradesAreToldAfterALoss()
    {
        Channel.Lose().Packet(Channel.Message(48, LastTrade, Entry.Trade(101, 5, orders: 2) with { Fills = [(11, 1), (12, 1)] }));

        AssertOrders(48, (1, 101, 11), (1, 101, 12));
    }

    [Test]
    [Source("After a loss more orders than the trades of their message have are of trades that were lost")]
    public void MoreOrdersThanTheirTradesHaveAreNobodysAfterALoss()
    {
        Channel.Lose().Packet(Channel.Message(48, LastTrade, Entry.Trade(101, 5, orders: 1) with { Fills = [(11, 1), (12, 1)] }));

        Assert.That(Channel.Of(EventKind.TradeOrder), Is.Empty);
    }

    [Test]
    [Source("A feed may be joined in the midst of a summary")]
    public void OrdersOfTradesBeforeTheFirstPacketAreNobodys()
    {
        Channel.Restart().Packet(Trades(48, (1, 101, 1))).Packet(Orders(48, LastTrade, 11));
        Assert.That(Channel.Of(EventKind.TradeOrder), Is.Empty);

        Channel.Restart().Send(new StatusMessage(17)).Packet(Trades(48, (1, 102, 1))).Packet(Orders(48, LastTrade, 12));
        AssertOrders(48, (1, 102, 12));
    }

    [Test]
    [Source("More trades than can wait: their orders are left untold, not given to others")]
    public void ASummaryWithoutEndIsGivenUp()
    {
        for (int message = 0; message <= 1024 / 128; message++) Channel.Packet(Trades(48, [.. Enumerable.Repeat((1, 101L, 1), 128)]));
        Channel.Packet(Orders(48, LastTrade, 11));
        Assert.That(Channel.Of(EventKind.TradeOrder), Is.Empty);

        Channel.Packet(Trades(48, (1, 102, 1))).Packet(Orders(48, LastTrade, 12));
        AssertOrders(48, (1, 102, 12));
    }

    private byte[] Trades(int template, params (int Security, long Price, int Orders)[] trades) =>
        Channel.Message(template, 0, [.. trades.Select(trade => Entry.Trade(trade.Price, 5, orders: trade.Orders) with { Security = trade.Security })]);

    private static byte[] Orders(int template, byte indicator, params ulong[] ids) =>
        Messages.Of(template, indicator, Entry.Trade(0, 0) with { RptSeq = 0, Fills = [.. ids.Select(id => (id, 1))] }).WithoutTrades();

    private void AssertOrders(int template, params (int Security, long Price, ulong Id)[] orders)
    {
        int nano = Messages.NanoPerMantissa(template);
        Assert.That(
            Channel.Of(EventKind.TradeOrder).Select(told => (told.InstrumentIndex + 1, told.PriceNano / nano, told.OrderId)), Is.EqualTo(orders));
    }
}
