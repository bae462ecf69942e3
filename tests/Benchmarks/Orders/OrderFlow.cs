using System.Numerics;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;

namespace FeedHandler.Benchmarks.Orders;

/// <summary>
/// Orders of a channel as they come: ids ascend over all books. At rest each of twenty prices of a side has as many orders as the others; what happens is near
/// the top: half at the best price, and at each further one half of that at the one before. What goes or changes is any order of its price. Of 100 instructions
/// 45 add, 10 change, half of them downwards in place and half with a new priority, and 45 delete.
/// </summary>
internal sealed class OrderFlow
{
    private const int DepthMax = 20;
    private readonly List<(ulong Id, ulong Priority, long Quantity)>[] _levels;
    private readonly double[]? _shares; // of the books, added up; none where all have the same
    private readonly Random _random = new(340);
    private readonly int _books;
    private ulong _id = 645_752_000_000;

    /// <summary>Makes a flow.</summary>
    /// <param name="books">How many books.</param>
    /// <param name="isSkewed">Whether the n-th book has a share of 1/n of the instructions (Zipf); else all have the same.</param>
    public OrderFlow(int books, bool isSkewed)
    {
        _books = books;
        _levels = new List<(ulong, ulong, long)>[books * 2 * DepthMax];
        for (int i = 0; i < _levels.Length; i++) _levels[i] = [];
        if (!isSkewed) return;
        _shares = new double[books];
        double sum = 0;
        for (int i = 0; i < books; i++) _shares[i] = sum += 1.0 / (i + 1);
    }

    /// <summary>Resting orders, dealt to all books alike.</summary>
    public OrderInstruction[] Rest(int count)
    {
        OrderInstruction[] instructions = new OrderInstruction[count];
        for (int i = 0; i < count; i++) instructions[i] = Add((_random.Next(_books * 2) * DepthMax) + _random.Next(DepthMax));
        return instructions;
    }

    /// <summary>What comes then.</summary>
    public OrderInstruction[] Next(int count)
    {
        OrderInstruction[] instructions = new OrderInstruction[count];
        for (int i = 0; i < count; i++)
        {
            int chance = _random.Next(100);
            instructions[i] = chance < 45 ? Add(Place(NextBook())) : Change(NextBook(), isDelete: chance >= 55);
        }

        return instructions;
    }

    private OrderInstruction Add(int place)
    {
        ulong id = ++_id;
        long quantity = _random.Next(1, 100);
        _levels[place].Add((id, id, quantity));
        return Instruction(OrderAction.Add, place, id, id, quantity);
    }

    private OrderInstruction Change(int book, bool isDelete)
    {
        int place = Place(book);
        for (int tries = 0; _levels[place].Count == 0 && tries < 1000; tries++) place = Place(book);
        List<(ulong Id, ulong Priority, long Quantity)> level = _levels[place];
        if (level.Count == 0) return Add(place);
        int at = _random.Next(level.Count);
        (ulong id, ulong priority, long quantity) = level[at];
        if (isDelete)
        {
            level[at] = level[^1];
            level.RemoveAt(level.Count - 1);
            return Instruction(OrderAction.Delete, place, id, priority, quantity);
        }

        bool isInPlace = _random.Next(2) == 0;
        level[at] = isInPlace ? (id, priority, (quantity + 1) / 2) : (id, ++_id, quantity * 2);
        return Instruction(OrderAction.Update, place, id, level[at].Priority, level[at].Quantity);
    }

    private int NextBook()
    {
        if (_shares is null) return _random.Next(_books);
        int at = Array.BinarySearch(_shares, _random.NextDouble() * _shares[^1]);
        int rank = at < 0 ? ~at : at;
        return (int)(rank * 2_654_435_761L % _books); // busy books are not neighbours
    }

    private int Place(int book)
    {
        int depth = Math.Min(DepthMax - 1, BitOperations.TrailingZeroCount(_random.Next()));
        return (((book * 2) + _random.Next(2)) * DepthMax) + depth;
    }

    private static OrderInstruction Instruction(OrderAction action, int place, ulong id, ulong priority, long quantity)
    {
        BookSide side = (BookSide)(place / DepthMax % 2);
        int depth = place % DepthMax;
        long price = 4_250_000_000_000 + ((side == BookSide.Bid ? -depth : depth + 1) * 250_000_000L);
        return new OrderInstruction(place / DepthMax / 2, action, new RestingOrder(id, side, price, quantity, priority));
    }
}
