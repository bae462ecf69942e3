using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using static FeedHandler.Core.Tests.Orders.OrderDesk;

namespace FeedHandler.Core.Tests.Orders;

/// <summary>What venues say of books by order: CME MDP 3.0, market by order, and B3 Binary UMDF, book building.</summary>
public sealed class OrderRuleTests
{
    private OrderDesk _desk = null!;

    [SetUp]
    public void Open() => _desk = new OrderDesk();

    [TearDown]
    public void Close()
    {
        _desk.Books.Verify();
        _desk.Dispose();
    }

    /// <summary>CME: sorted by price, then MDOrderPriority ascending, the lower value earlier in the queue; priority is not time.</summary>
    [Test]
    public void OrdersAreSortedByPriceAndThenByPriority()
    {
        foreach (ulong priority in (ulong[])[5, 9, 2, 7, ulong.MaxValue, 0, 1UL << 63]) _desk.Add(Bid(priority + 100, 1000, priority: priority));
        _desk.Add(Bid(1, 1001));
        _desk.Add(Bid(2, 999));
        Assert.That(_desk.Queue(BookSide.Bid, 1000), Is.EqualTo((ulong[])[100, 102, 105, 107, 109, (1UL << 63) + 100, 99]));
        Assert.That(_desk.Levels(BookSide.Bid).Select(static level => level.PriceNano), Is.EqualTo((long[])[1001, 1000, 999]));
    }

    /// <summary>Bids descend and asks ascend; prices may be 0 or negative (CME: spreads).</summary>
    [Test]
    public void NegativePricesAndZeroArePrices()
    {
        foreach (long price in (long[])[0, -5, 3, -long.MaxValue, long.MaxValue - 1])
        {
            _desk.Add(Bid((ulong)(price + 10), price));
            _desk.Add(Ask((ulong)(price + 1000), price));
        }

        long[] ascending = [-long.MaxValue, -5, 0, 3, long.MaxValue - 1];
        Assert.That(_desk.Levels(BookSide.Ask).Select(static level => level.PriceNano), Is.EqualTo(ascending));
        Assert.That(_desk.Levels(BookSide.Bid).Select(static level => level.PriceNano), Is.EqualTo(ascending.Reverse()));
    }

    /// <summary>B3: market orders on auction and at close have a null price and rank ahead of priced orders.</summary>
    [TestCase(BookSide.Bid, long.MaxValue - 1)]
    [TestCase(BookSide.Ask, -long.MaxValue)]
    public void OrdersWithoutAPriceRankAhead(BookSide side, long bestPrice)
    {
        _desk.Add(new RestingOrder(1, side, bestPrice, 5, 1));
        _desk.Add(new RestingOrder(2, side, MarketEvent.NullPrice, 7, 2));
        Assert.That(_desk.Levels(side), Is.EqualTo((OrderLevel[])[new(MarketEvent.NullPrice, 7, 1), new(bestPrice, 5, 1)]));
        Assert.That(_desk.Last.Order.PriceNano, Is.EqualTo(MarketEvent.NullPrice));
    }

    /// <summary>CME: an update replaces price, quantity and priority of the OrderID.</summary>
    [Test]
    public void AnUpdateReplacesPriceQuantityAndPriority()
    {
        _desk.Add(Ask(1, 50));
        _desk.Add(Ask(2, 60));
        Assert.That(_desk.Update(Ask(1, 60, 33, 8)), Is.EqualTo(OrderOutcome.Changed));
        Assert.That(_desk.Books.TryGetOrder(0, 1, out RestingOrder order), Is.True);
        Assert.That(order, Is.EqualTo(Ask(1, 60, 33, 8)));
        Assert.That(_desk.Levels(BookSide.Ask), Is.EqualTo((OrderLevel[])[new(60, 43, 2)]));
        Assert.That((_desk.Last.Level, _desk.Last.LeftLevel), Is.EqualTo((new OrderLevel(60, 43, 2), new OrderLevel(50, 0, 0))));
    }

    /// <summary>CME: a decrease of the quantity keeps the priority, and the order its place, also among equal priorities.</summary>
    [Test]
    public void WithItsPriorityAnOrderKeepsItsPlace()
    {
        for (ulong id = 1; id <= 3; id++) _desk.Add(Bid(id, 100, 10, priority: 4));
        Assert.That(_desk.Update(Bid(1, 100, 3, priority: 4)), Is.EqualTo(OrderOutcome.Changed));
        Assert.That(_desk.Queue(BookSide.Bid, 100), Is.EqualTo((ulong[])[1, 2, 3]));
        Assert.That((_desk.Last.Level, _desk.Last.LeftLevel), Is.EqualTo((new OrderLevel(100, 23, 3), new OrderLevel(100, 30, 3))));
    }

    /// <summary>CME: an increase gives a new priority (an iceberg's refresh too), which may be any.</summary>
    [Test]
    public void WithANewPriorityAnOrderGoesWhereItSays()
    {
        for (ulong id = 1; id <= 4; id++) _desk.Add(Bid(id, 100, priority: id * 10));
        _desk.Update(Bid(1, 100, 11, priority: 50));
        Assert.That(_desk.Queue(BookSide.Bid, 100), Is.EqualTo((ulong[])[2, 3, 4, 1]));
        _desk.Update(Bid(4, 100, 12, priority: 25));
        Assert.That(_desk.Queue(BookSide.Bid, 100), Is.EqualTo((ulong[])[2, 4, 3, 1]));
    }

    /// <summary>CME: deletes are by OrderID; what else they say may be old or null. So it is told as it stood.</summary>
    [Test]
    public void ADeleteNamesTheOrderAlone()
    {
        _desk.Add(Bid(1, 100, 7));
        _desk.Add(Bid(2, 100, 5));
        Assert.That(_desk.Delete(1), Is.EqualTo(OrderOutcome.Removed));
        Assert.That((_desk.Last.Order, _desk.Last.Level), Is.EqualTo((Bid(1, 100, 7), new OrderLevel(100, 5, 1))));
        Assert.That(_desk.Delete(2), Is.EqualTo(OrderOutcome.Removed));
        Assert.That((_desk.Last.Level, _desk.Books.LevelCount), Is.EqualTo((new OrderLevel(100, 0, 0), 0)));
        Assert.That(_desk.Books.TryGetBest(0, BookSide.Bid, out _), Is.False);
    }

    /// <summary>CME: uniqueness of OrderID across instruments is not promised; the key is (SecurityID, OrderID).</summary>
    [Test]
    public void AnIdIsOneOfItsInstrument()
    {
        for (int instrument = 0; instrument < 4; instrument++) Assert.That(_desk.Add(Bid(5, 100 + instrument), instrument), Is.EqualTo(OrderOutcome.Added));
        Assert.That(_desk.Delete(5, instrument: 2), Is.EqualTo(OrderOutcome.Removed));
        Assert.That(_desk.Delete(5, instrument: 2), Is.EqualTo(OrderOutcome.UnknownOrder));
        Assert.That(_desk.Books.TryGetOrder(3, 5, out RestingOrder order), Is.True);
        Assert.That((order.PriceNano, _desk.Books.OrderCount), Is.EqualTo((103, 3)));
    }

    /// <summary>CME: the sum of the displayed quantities is the level's, and their count its NumberOfOrders.</summary>
    [Test]
    public void ALevelIsWhatItsOrdersMakeUp()
    {
        _desk.Add(Ask(1, 10, 4));
        _desk.Add(Ask(2, 10, 0));
        _desk.Add(Ask(3, 10, 1L << 62));
        Assert.That(_desk.Books.TryGetLevel(0, BookSide.Ask, 10, out OrderLevel level), Is.True);
        Assert.That(level, Is.EqualTo(new OrderLevel(10, 4 + (1L << 62), 3)), "an order of 0 is an order");
        Assert.That(_desk.Books.TryGetLevel(0, BookSide.Bid, 10, out _), Is.False);
    }

    /// <summary>B3: secondaryOrderID and quantities have 64 bits; any is an id.</summary>
    [TestCase(0UL)]
    [TestCase(ulong.MaxValue)]
    [TestCase(1UL << 63)]
    public void AnyNumberIsAnId(ulong id)
    {
        Assert.That(_desk.Books.TryGetOrder(0, id, out _), Is.False);
        Assert.That(_desk.Add(Bid(id, 1, long.MaxValue)), Is.EqualTo(OrderOutcome.Added));
        Assert.That(_desk.Last.Level.Quantity, Is.EqualTo(long.MaxValue));
        Assert.That(_desk.Add(Bid(id, 2)), Is.EqualTo(OrderOutcome.DuplicateOrder));
        Assert.That(_desk.Delete(id), Is.EqualTo(OrderOutcome.Removed));
    }

    /// <summary>B3: DELETE_THRU removes all orders of a side, EmptyBook those of an instrument, ChannelReset those of all.</summary>
    [Test]
    public void ASideAnInstrumentAndAllAreCleared()
    {
        for (ulong id = 1; id <= 300; id++)
        {
            _desk.Add(Bid(id, (long)id % 30), instrument: (int)(id % 3));
            _desk.Add(Ask(id + 1000, 50 + ((long)id % 30)), instrument: (int)(id % 3));
        }

        Assert.That(_desk.Books.Clear(1, BookSide.Ask), Is.EqualTo(100));
        _desk.Books.Verify();
        Assert.That((_desk.Books.Depth(1, BookSide.Ask), _desk.Books.Depth(1, BookSide.Bid)), Is.EqualTo((0, 10)));
        Assert.That(_desk.Books.Clear(0), Is.EqualTo(200));
        _desk.Books.Verify();
        Assert.That(_desk.Books.Clear(), Is.EqualTo(300));
        Assert.That((_desk.Books.OrderCount, _desk.Books.LevelCount), Is.EqualTo((0, 0)));
        Assert.That(_desk.Add(Bid(1, 1)), Is.EqualTo(OrderOutcome.Added));
    }
}
