using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using static FeedHandler.Core.Tests.Orders.OrderDesk;

namespace FeedHandler.Core.Tests.Orders;

/// <summary>What cannot be done is said, told to nobody, and changes nothing; what is full takes orders again as soon as one has gone.</summary>
public sealed class OrderRefusalTests
{
    [Test]
    public void WhatCannotBeIsRefusedAndChangesNothing()
    {
        using OrderDesk desk = new(instruments: 2);
        desk.Add(Bid(1, 100, 10));
        OrderOutcome[] outcomes =
        [
            desk.Add(Bid(1, 100)), desk.Add(Ask(1, 200)), desk.Update(Bid(2, 100)), desk.Update(Ask(1, 100)), desk.Delete(2), desk.Delete(1, instrument: 1),
        ];
        Assert.That(outcomes, Is.EqualTo((OrderOutcome[])
        [
            OrderOutcome.DuplicateOrder, OrderOutcome.DuplicateOrder, OrderOutcome.UnknownOrder, OrderOutcome.OtherSide, OrderOutcome.UnknownOrder,
            OrderOutcome.UnknownOrder,
        ]));
        Assert.That((desk.Last.Count, desk.Orders(BookSide.Bid, 100).Single()), Is.EqualTo((1, Bid(1, 100, 10))));
        desk.Books.Verify();
    }

    [TestCase(-1, BookSide.Bid, 0L, 0L)]
    [TestCase(2, BookSide.Bid, 0L, 0L)]
    [TestCase(int.MinValue, BookSide.Ask, 0L, 0L)]
    [TestCase(0, BookSide.ImpliedBid, 0L, 0L)]
    [TestCase(0, BookSide.None, 0L, 0L)]
    [TestCase(0, BookSide.Bid, long.MinValue, 0L)]
    [TestCase(0, BookSide.Ask, long.MinValue, 0L)]
    [TestCase(0, BookSide.Ask, 0L, -1L)]
    public void WhatNoBookHoldsIsOutOfRange(int instrument, BookSide side, long price, long quantity)
    {
        using OrderDesk desk = new(instruments: 2);
        RestingOrder order = new(1, side, price, quantity, 1);
        Assert.That((desk.Add(order, instrument), desk.Update(order, instrument)), Is.EqualTo((OrderOutcome.OutOfRange, OrderOutcome.OutOfRange)));
        Assert.That(desk.Books.OrderCount, Is.Zero);
    }

    [TestCase(-1)]
    [TestCase(2)]
    [TestCase(int.MinValue)]
    public void OfNoInstrumentNothingIsThere(int instrument)
    {
        using OrderDesk desk = new(instruments: 2);
        desk.Add(Bid(1, 1));
        Assert.That(desk.Delete(1, instrument), Is.EqualTo(OrderOutcome.UnknownOrder));
        Assert.That((desk.Books.Clear(instrument), desk.Books.Depth(instrument, BookSide.Bid), desk.Books.Rank(instrument, 1)), Is.EqualTo((0, 0, -1)));
        Assert.That(desk.Levels(BookSide.Bid, instrument).Count + desk.Orders(BookSide.Bid, 1, instrument).Count, Is.Zero);
        Assert.That(desk.Books.TryGetBest(instrument, BookSide.Bid, out _), Is.False);
        desk.Books.Prefetch([new(instrument, true, BookSide.Bid, 1, 1), new(instrument, false, BookSide.Bid, 1, 1)]);
    }

    [Test]
    public void ALevelOfMoreThan63BitsIsRefused()
    {
        using OrderDesk desk = new();
        desk.Add(Bid(1, 100, long.MaxValue));
        desk.Add(Bid(2, 99, 1));
        Assert.That(desk.Add(Bid(3, 100, 1)), Is.EqualTo(OrderOutcome.OutOfRange));
        Assert.That(desk.Update(Bid(2, 100, 1)), Is.EqualTo(OrderOutcome.OutOfRange));
        desk.Add(Bid(4, 100, 0));
        Assert.That(desk.Update(Bid(4, 100, 1)), Is.EqualTo(OrderOutcome.OutOfRange));
        Assert.That(desk.Levels(BookSide.Bid), Is.EqualTo((OrderLevel[])[new(100, long.MaxValue, 2), new(99, 1, 1)]));
        desk.Books.Verify();
    }

    [Test]
    public void OrdersAreRefusedWhenThereAreAsManyAsFitAndTakenAgainAfter()
    {
        using OrderDesk desk = new(orders: 100);
        for (ulong round = 0; round < 50; round++)
        {
            for (ulong id = 0; id < 100; id++) Assert.That(desk.Add(Bid((round << 32) + id, (long)(id % 7))), Is.EqualTo(OrderOutcome.Added));
            Assert.That(desk.Add(Bid((round << 32) + 100, 3)), Is.EqualTo(OrderOutcome.Full));
            Assert.That(desk.Update(Bid(round << 32, 55, 9)), Is.EqualTo(OrderOutcome.Changed), "what is there can be changed");
            desk.Books.Verify();
            for (ulong id = 0; id < 100; id++) Assert.That(desk.Delete((round << 32) + id), Is.EqualTo(OrderOutcome.Removed));
        }

        Assert.That(desk.Books.LevelCount, Is.Zero);
    }

    [Test]
    public void LevelsAreRefusedWhenThereAreAsManyAsFit()
    {
        using OrderDesk desk = new(orders: 100, levels: 3);
        for (ulong id = 1; id <= 3; id++) desk.Add(Ask(id, (long)id));
        Assert.That(desk.Add(Ask(4, 4)), Is.EqualTo(OrderOutcome.Full));
        Assert.That(desk.Add(Ask(4, 3)), Is.EqualTo(OrderOutcome.Added), "at a price that is there");
        Assert.That(desk.Update(Ask(4, 9)), Is.EqualTo(OrderOutcome.Full), "two are at its price");
        Assert.That(desk.Update(Ask(1, 9)), Is.EqualTo(OrderOutcome.Changed), "its own level goes");
        Assert.That(desk.Levels(BookSide.Ask).Select(static level => level.PriceNano), Is.EqualTo((long[])[2, 3, 9]));
        desk.Books.Verify();
    }

    [TestCase(0, 1, 1)]
    [TestCase(1, 0, 1)]
    [TestCase(1, 1, 0)]
    [TestCase(1, int.MaxValue, 1)]
    public void LimitsThatNoStoreHasAreRefused(int instruments, int orders, int levels) =>
        Assert.That(() => new OrderBooks(new OrderLimits(instruments, orders, levels)), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void EveryBlockOfMemoryIsToldBeforeItIsTouched()
    {
        nuint bytes = 0;
        using OrderBooks books = new(new OrderLimits(10, 100_000, 10_000) { Advise = (_, length) => bytes += length });
        Assert.That(bytes, Is.LessThan((nuint)((100_000 * 58) + (10_000 * 72) + (20 * 128) + 8192)));
        books.Verify();
    }
}
