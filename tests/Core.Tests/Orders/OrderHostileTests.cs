using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using static FeedHandler.Core.Tests.Orders.OrderDesk;

namespace FeedHandler.Core.Tests.Orders;

/// <summary>
/// Ids, priorities and prices that someone chose to make the store slow. What keeps searches short is among what is verified: how far ids are from their first
/// chunk, and that no stretch of a list is without lanes. Were it not so, these would not end: each is a hundred thousand million steps then.
/// </summary>
public sealed class OrderHostileTests
{
    private const int Count = 300_000;

    private static readonly Func<ulong, ulong>[] Ids =
    [
        static i => i, static i => i << 32, static i => i << 44, static i => i * 0x9E3779B97F4A7C15, static i => ~i, static i => i * 4,
        static i => (i << 40) + (i & 3),
    ];

    [Test]
    public void NoIdsDegradeTheIndex([Range(0, 6)] int kind)
    {
        using OrderDesk desk = new(orders: Count);
        for (ulong i = 0; i < Count; i++) Must(desk.Add(Bid(Ids[kind](i), (long)(i % 100), priority: i)), OrderOutcome.Added);
        desk.Books.Verify();
        for (ulong i = 0; i < Count; i += 2) Must(desk.Delete(Ids[kind](i)), OrderOutcome.Removed);
        for (ulong i = 1; i < Count; i += 2) Must(desk.Delete(Ids[kind](i)), OrderOutcome.Removed);
        desk.Books.Verify();
    }

    [Test]
    public void TheSameIdInEveryInstrumentDoesNotDegradeTheIndex()
    {
        using OrderDesk desk = new(instruments: 100_000, orders: 100_000, levels: 100_000);
        for (int instrument = 0; instrument < 100_000; instrument++) Must(desk.Add(Bid(1, 1), instrument), OrderOutcome.Added);
        desk.Books.Verify();
        for (int instrument = 0; instrument < 100_000; instrument++) Must(desk.Delete(1, instrument), OrderOutcome.Removed);
        desk.Books.Verify();
    }

    [Test]
    public void ManyTurnsLeaveNothingBehindInTheIndex()
    {
        using OrderDesk desk = new(orders: 64);
        ulong next = 0;
        for (int turn = 0; turn < Count; turn++)
        {
            Must(desk.Add(Bid(next, (long)(next % 5))), OrderOutcome.Added);
            if (next >= 63) Must(desk.Delete(next - 63), OrderOutcome.Removed);
            next++;
        }

        desk.Books.Verify();
        Assert.That(desk.Books.OrderCount, Is.EqualTo(63));
    }

    /// <summary>Each earlier than all before it; each into the middle; all the same; spread as by chance.</summary>
    [Test]
    public void NoPrioritiesStallTheQueue([Range(0, 3)] int kind)
    {
        using OrderDesk desk = new(orders: Count);
        for (ulong i = 0; i < Count; i++) Must(desk.Add(Ask(i, 1, priority: PriorityOf(kind, i))), OrderOutcome.Added);
        desk.Books.Verify();
        ulong[] expected = [.. Enumerable.Range(0, Count).Select(static i => (ulong)i).OrderBy(i => PriorityOf(kind, i))];
        Assert.That(desk.Queue(BookSide.Ask, 1), Is.EqualTo(expected));
        for (ulong i = 0; i < Count; i++) Must(desk.Update(Ask(i, 1, 10, PriorityOf(kind, Count - i))), OrderOutcome.Changed);
        desk.Books.Verify();
        for (ulong i = 0; i < Count; i++) Must(desk.Delete(i * 7 % Count), OrderOutcome.Removed);
        Assert.That(desk.Books.LevelCount, Is.Zero);
    }

    /// <summary>A side as deep as there are orders, made from the bottom, from the top, and in no order.</summary>
    [TestCase(1L)]
    [TestCase(-1L)]
    [TestCase(7919L)]
    public void NoPricesStallASide(long step)
    {
        using OrderDesk desk = new(orders: Count, levels: Count);
        for (long i = 0; i < Count; i++) Must(desk.Add(Bid((ulong)i, i * step % Count)), OrderOutcome.Added);
        desk.Books.Verify();
        Assert.That(desk.Books.Depth(0, BookSide.Bid), Is.EqualTo(Count));
        for (long i = 0; i < Count; i++) Must(desk.Update(Bid((ulong)i, (i * step % Count) + Count)), OrderOutcome.Changed);
        for (long i = 0; i < Count; i++) Must(desk.Delete((ulong)(i * 7 % Count)), OrderOutcome.Removed);
        desk.Books.Verify();
    }

    private static ulong PriorityOf(int kind, ulong i) => kind switch
    {
        0 => Count - i,
        1 => i % 2 == 0 ? i : (2 * Count) - i,
        2 => 5,
        _ => i * 0x9E3779B97F4A7C15,
    };

    // An assertion of each would take longer than what it asserts.
    private static void Must(OrderOutcome outcome, OrderOutcome right)
    {
        if (outcome != right) Assert.Fail($"{outcome} instead of {right}");
    }
}
