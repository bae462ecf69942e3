using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;

namespace FeedHandler.Core.Tests.Orders;

/// <summary>A store of orders with short words for what tests do to it, and what it told last.</summary>
internal sealed class OrderDesk(int instruments = 4, int orders = 1000, int levels = 1000) : IDisposable
{
    public const ulong Seed = 7;
    private LastChange _last;

    public OrderBooks Books { get; } = new(new OrderLimits(instruments, orders, levels) { Seed = Seed });

    /// <summary>What was told last.</summary>
    public LastChange Last => _last;

    public static RestingOrder Bid(ulong id, long price, long quantity = 10, ulong? priority = null) => new(id, BookSide.Bid, price, quantity, priority ?? id);

    public static RestingOrder Ask(ulong id, long price, long quantity = 10, ulong? priority = null) => new(id, BookSide.Ask, price, quantity, priority ?? id);

    public OrderOutcome Add(RestingOrder order, int instrument = 0) => Books.Add(instrument, order, ref _last);

    public OrderOutcome Update(RestingOrder order, int instrument = 0) => Books.Update(instrument, order, ref _last);

    public OrderOutcome Delete(ulong id, int instrument = 0) => Books.Delete(instrument, id, ref _last);

    public List<OrderLevel> Levels(BookSide side, int instrument = 0)
    {
        List<OrderLevel> levels = [];
        foreach (OrderLevel level in Books.Levels(instrument, side)) levels.Add(level);
        return levels;
    }

    public List<RestingOrder> Orders(BookSide side, long price, int instrument = 0)
    {
        List<RestingOrder> orders = [];
        foreach (RestingOrder order in Books.Orders(instrument, side, price)) orders.Add(order);
        return orders;
    }

    /// <summary>The ids at a price in the order of the queue.</summary>
    public ulong[] Queue(BookSide side, long price, int instrument = 0) => [.. Orders(side, price, instrument).Select(static order => order.Id)];

    public void Dispose() => Books.Dispose();

    /// <summary>Keeps what it is told.</summary>
    internal struct LastChange : IOrderHandler
    {
        public int Count;
        public OrderOutcome Outcome;
        public int Instrument;
        public RestingOrder Order;
        public OrderLevel Level;
        public OrderLevel LeftLevel;

        public void OnOrder(in OrderChange change)
        {
            Count++;
            Outcome = change.Outcome;
            Instrument = change.Instrument;
            Order = change.Order;
            Level = change.Level;
            LeftLevel = change.LeftLevel;
            Assert.That(change.Side, Is.EqualTo(Order.Side));
        }
    }
}
