using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;

namespace FeedHandler.Core.Tests.Orders;

/// <summary>Hundreds of thousands of instructions against lists that are obviously right.</summary>
public sealed class OrderRandomTests
{
    private const int Instruments = 3;
    private const int OperationCount = 60_000;

    /// <summary>Few prices and deep queues, many prices and shallow ones, few ids, equal priorities, sides that come and go.</summary>
    [TestCase(1, 3, 1_000_000, 400)]
    [TestCase(2, 300, 1_000_000, 600)]
    [TestCase(3, 12, 8, 60)]
    [TestCase(4, 1, 3, 300)]
    [TestCase(5, 40, 1_000_000, 3000)]
    [TestCase(6, 5000, 2, 1200)]
    public void TheBooksAreThoseOfTheModel(int seed, int prices, int priorities, int ids)
    {
        Random random = new(seed);
        using OrderDesk desk = new(Instruments, orders: 4096, levels: 4096);
        OrderModel model = new();
        for (int operation = 0; operation < OperationCount; operation++)
        {
            int instrument = random.Next(Instruments);
            RestingOrder order = new(
                (ulong)random.Next(ids), (BookSide)random.Next(2), random.Next(prices) - (prices / 2), random.Next(100), (ulong)random.Next(priorities));
            Step(desk, model, random.Next(1000), instrument, order);
            if (operation % 20 == 0) CompareLevels(desk, model, instrument, order.Side);
            if (operation % 500 == 0) CompareAll(desk, model);
        }

        CompareAll(desk, model);
    }

    private static void Step(OrderDesk desk, OrderModel model, int chance, int instrument, RestingOrder order)
    {
        if (model.Find(instrument, order.Id) is { } old && chance % 10 != 0) order = order with { Side = old.Side };
        (OrderOutcome Told, OrderOutcome Right) outcome = chance switch
        {
            < 450 => (desk.Add(order, instrument), model.Add(instrument, order)),
            < 600 => (desk.Update(order, instrument), model.Update(instrument, order)),
            < 640 => UpdateQuantity(desk, model, instrument, order),
            < 999 => (desk.Delete(order.Id, instrument), model.Delete(instrument, order.Id)),
            _ => Clear(desk, model, instrument, order),
        };
        Assert.That(outcome.Told, Is.EqualTo(outcome.Right));
        if (outcome.Told > OrderOutcome.Changed) return;
        OrderLevel level = model.Levels(instrument, desk.Last.Order.Side).Single(level => level.PriceNano == desk.Last.Order.PriceNano);
        Assert.That((desk.Last.Level, desk.Last.Instrument, desk.Last.Outcome), Is.EqualTo((level, instrument, outcome.Told)));
        Assert.That(desk.Last.Order, Is.EqualTo(model.Find(instrument, order.Id)!.Value));
    }

    private static (OrderOutcome, OrderOutcome) UpdateQuantity(OrderDesk desk, OrderModel model, int instrument, RestingOrder order)
    {
        if (model.Find(instrument, order.Id) is { } old) order = old with { Quantity = order.Quantity };
        return (desk.Update(order, instrument), model.Update(instrument, order));
    }

    private static (OrderOutcome, OrderOutcome) Clear(OrderDesk desk, OrderModel model, int instrument, RestingOrder order)
    {
        if (order.Quantity < 90)
        {
            Assert.That(desk.Books.Clear(instrument, order.Side), Is.EqualTo(model.Clear(instrument, order.Side)));
        }
        else
        {
            desk.Books.Clear();
            model.Clear();
        }

        return (OrderOutcome.Removed, OrderOutcome.Removed);
    }

    private static void CompareLevels(OrderDesk desk, OrderModel model, int instrument, BookSide side)
    {
        List<OrderLevel> levels = model.Levels(instrument, side);
        Assert.That(desk.Levels(side, instrument), Is.EqualTo(levels));
        Assert.That(desk.Books.TryGetBest(instrument, side, out OrderLevel best), Is.EqualTo(levels.Count != 0));
        if (levels.Count != 0) Assert.That(best, Is.EqualTo(levels[0]));
    }

    private static void CompareAll(OrderDesk desk, OrderModel model)
    {
        desk.Books.Verify();
        Assert.That(desk.Books.OrderCount, Is.EqualTo(model.Count));
        for (int instrument = 0; instrument < Instruments; instrument++)
        {
            foreach (BookSide side in (BookSide[])[BookSide.Bid, BookSide.Ask])
            {
                CompareLevels(desk, model, instrument, side);
                foreach (OrderLevel level in model.Levels(instrument, side)) CompareQueue(desk, model, instrument, side, level.PriceNano);
            }
        }
    }

    private static void CompareQueue(OrderDesk desk, OrderModel model, int instrument, BookSide side, long price)
    {
        List<RestingOrder> orders = model.Orders(instrument, side, price);
        Assert.That(desk.Orders(side, price, instrument), Is.EqualTo(orders));
        Assert.That(desk.Books.Rank(instrument, orders[^1].Id), Is.EqualTo(orders.Count - 1));
        Assert.That(desk.Books.TryGetLevel(instrument, side, price, out OrderLevel level), Is.True);
        Assert.That(level.Orders, Is.EqualTo(orders.Count));
    }
}
