using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;
using FeedHandler.Tests.Support;

namespace FeedHandler.Venues.Tests.Cme.Feeds;

internal sealed partial class RuleChannel
{
    /// <summary>The events of the last packet that are of a kind.</summary>
    public MarketEvent[] Of(EventKind kind) => [.. _events.Where(marketEvent => marketEvent.Kind == kind)];

    /// <summary>The only event of a kind that the last packet told.</summary>
    public MarketEvent The(EventKind kind)
    {
        Assert.That(Of(kind), Has.Length.EqualTo(1), $"{kind} among {string.Join(' ', _events.Select(marketEvent => marketEvent.Kind))}");
        return Of(kind)[0];
    }

    /// <summary>The prices of a side from the top; null for an empty level, -1 for an unknown one.</summary>
    public long?[] Prices(BookSide side, int security = 1)
    {
        ref InstrumentBook book = ref Book(security);
        long?[] prices = new long?[book.Depth(side)];
        for (int number = 1; number <= prices.Length; number++)
        {
            if (!book.IsKnown(side, number)) prices[number - 1] = -1;
            else if (book.TryGetLevel(side, number, out Level level)) prices[number - 1] = level.PriceNano;
        }

        return prices;
    }

    /// <summary>The prices of a side down to its last level.</summary>
    public long[] Levels(BookSide side, int security = 1)
    {
        Level[] levels = new Level[InstrumentBook.DirectDepthMax];
        return [.. levels[..Book(security).CopyLevels(side, levels)].Select(level => level.PriceNano)];
    }

    private void AssertEven()
    {
        foreach (LineCounters group in Arbitration.Groups) Assert.That(group.Imbalance, Is.Zero, "the ledger of a line");
        Assert.That(_replica.Rejected, Is.Zero, "events that a consumer could not apply");
        Assert.That(_replica.Books.Count, Is.EqualTo(Instruments.Count));
        for (int index = 0; index < Instruments.Count; index++)
        {
            AssertSame(_replica.Books[index], Instruments.Books[index]);
            AssertSame(_statistics[index], Instruments.Statistics(index));
        }

        if (_orders is not null) AssertSameOrders(_orders, Instruments.Orders!);
    }

    private static void AssertSame(in StatisticSet replica, in StatisticSet feed)
    {
        for (StatisticKind kind = 0; (int)kind < StatisticSet.Count; kind++)
            Assert.That((replica[kind], replica.IsInDoubt(kind)), Is.EqualTo((feed[kind], feed.IsInDoubt(kind))), $"{kind} at a consumer");
        Assert.That(Unmanaged.AreSame(replica, feed), Is.True, "statistics at a consumer");
    }

    private void AssertSameOrders(OrderReplica replica, ChannelOrders feed)
    {
        feed.Books.Verify();
        Assert.That(replica.Rejected, Is.Zero, "orders that a consumer could not apply");
        Assert.That(replica.Orders.Books.OrderCount, Is.EqualTo(feed.Books.OrderCount));
        for (int index = 0; index < Instruments.Count; index++)
        {
            Assert.That(replica.Orders.StateOf(index), Is.EqualTo(feed.StateOf(index)), $"the state of the orders of instrument {index}");
            Assert.That(OrdersOf(replica.Orders, index), Is.EqualTo(OrdersOf(feed, index)));
        }
    }

    private static RestingOrder[] OrdersOf(ChannelOrders orders, int index)
    {
        List<RestingOrder> all = [];
        foreach (BookSide side in (BookSide[])[BookSide.Bid, BookSide.Ask])
        {
            foreach (OrderLevel level in orders.Books.Levels(index, side))
            {
                foreach (RestingOrder order in orders.Books.Orders(index, side, level.PriceNano)) all.Add(order);
            }
        }

        return [.. all];
    }

    private static void AssertSame(in InstrumentBook replica, in InstrumentBook feed)
    {
        Assert.That(Header(replica), Is.EqualTo(Header(feed)), "a consumer's book, rebuilt from the events");
        for (BookSide side = BookSide.Bid; side <= BookSide.ImpliedAsk; side++)
        {
            for (int number = 1; number <= feed.Depth(side); number++)
            {
                bool isThere = feed.TryGetLevel(side, number, out Level level);
                bool same = replica.TryGetLevel(side, number, out Level rebuilt) == isThere && rebuilt == level
                    && replica.IsKnown(side, number) == feed.IsKnown(side, number);
                if (!same) Assert.Fail($"{side} {number} of a consumer's book: {rebuilt}, the channel's {level}");
            }
        }
    }

    private static string Header(in InstrumentBook book) =>
        $"{book.SecurityId} {book.Index} {book.State} {book.Doubts} #{book.RptSeq} depth {book.Depth(BookSide.Bid)} {book.Depth(BookSide.ImpliedBid)} "
        + $"{book.Status} {book.StatusCode} last {book.LastPriceNano} {book.LastQuantity} volume {book.Volume}";
}
