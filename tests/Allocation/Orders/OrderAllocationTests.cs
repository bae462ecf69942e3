using FeedHandler.Allocation.Meters;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;

namespace FeedHandler.Allocation.Orders;

public sealed class OrderAllocationTests
{
    private const int Instruments = 8;
    private const int Orders = 20_000;

    [Test]
    public void NothingIsAllocatedForOrders()
    {
        using (OrderBooks compiled = Open()) Work(compiled); // pays for compilation only: its books are not used again

        using OrderBooks books = Open();
        ThreadMeter.Settle();
        ThreadMeter meter = default;
        meter.Start();
        long told = Work(books);
        Assert.That(meter.Read(), Is.EqualTo(Spending.Nothing));
        Assert.That(told, Is.GreaterThan(Orders * 3));
    }

    private static OrderBooks Open() => new(new OrderLimits(Instruments, Orders, Orders));

    // Every instruction and every way of reading, deep and shallow, up to the limit and over it.
    private static long Work(OrderBooks books)
    {
        Counter counter = default;
        for (ulong id = 0; id <= Orders; id++) books.Add((int)(id % Instruments), Of(id, id * 7919 % 1000), ref counter);
        for (ulong id = 0; id <= Orders; id++) books.Update((int)(id % Instruments), Of(id, id % 3), ref counter);
        long read = Read(books);
        for (ulong id = 0; id < Orders / 2; id++)
        {
            books.Prefetch([new((int)(id % Instruments), true, BookSide.Bid, 1, id), new((int)(id % Instruments), false, BookSide.Bid, 1, id)]);
            books.Delete((int)(id % Instruments), id, ref counter);
        }

        for (ulong id = 0; id <= Orders; id++) books.Add((int)(id % Instruments), Of(id, id), ref counter);
        return counter.Count + read + books.Clear(0, BookSide.Bid) + books.Clear(1) + books.Clear();
    }

    private static long Read(OrderBooks books)
    {
        Span<OrderLevel> levels = stackalloc OrderLevel[10];
        long read = books.CopyLevels(0, BookSide.Bid, levels) + books.Rank(1, 1) + books.Depth(0, BookSide.Ask);
        foreach (OrderLevel level in books.Levels(0, BookSide.Bid))
        {
            foreach (RestingOrder order in books.Orders(0, BookSide.Bid, level.PriceNano)) read += order.Quantity;
        }

        return read + (books.TryGetOrder(2, 2, out _) && books.TryGetBest(0, BookSide.Bid, out _) && books.TryGetLevel(0, BookSide.Bid, 0, out _) ? 1 : 0);
    }

    private static RestingOrder Of(ulong id, ulong place) => new(id, (BookSide)(id / Instruments % 2), (long)place, 1, place * id);

    private struct Counter : IOrderHandler
    {
        public long Count;

        public void OnOrder(in OrderChange change) => Count += change.Level.Orders > 0 ? 1 : 0;
    }
}
