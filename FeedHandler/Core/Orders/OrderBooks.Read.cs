using FeedHandler.Core.Events;

namespace FeedHandler.Core.Orders;

public sealed unsafe partial class OrderBooks
{
    /// <summary>Looks an order up.</summary>
    /// <param name="instrument">The instrument's dense index.</param>
    /// <param name="id">The order's id.</param>
    /// <param name="order">The order.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetOrder(int instrument, ulong id, out RestingOrder order)
    {
        uint number = _index.Find((uint)instrument, id, out _);
        order = number == 0 ? default : View(number);
        return number != 0;
    }

    /// <summary>How many orders of its price come before an order. It counts them.</summary>
    /// <param name="instrument">The instrument's dense index.</param>
    /// <param name="id">The order's id.</param>
    /// <returns>0 for the first of the queue, -1 when there is no such order.</returns>
    public int Rank(int instrument, ulong id)
    {
        int rank = -1;
        for (uint number = _index.Find((uint)instrument, id, out _); number != 0; number = _orders.First[number].Link.Back) rank++;
        return rank;
    }

    /// <summary>The number of an order's place, which it keeps while it rests and another order may have after it.</summary>
    /// <param name="change">A change of these books, while it is told.</param>
    /// <returns>0 for the first place.</returns>
    public int PlaceOf(in OrderChange change) => (int)(change.Record - _orders.First) - 1;

    /// <summary>How many levels a side has.</summary>
    /// <param name="instrument">The instrument's dense index.</param>
    /// <param name="side">The side.</param>
    /// <returns>0 where there is no such side.</returns>
    public int Depth(int instrument, BookSide side)
    {
        uint number = SideOf(instrument, side);
        return number != NoSide ? (int)_sides[number].LevelCount : 0;
    }

    /// <summary>The best level of a side.</summary>
    /// <param name="instrument">The instrument's dense index.</param>
    /// <param name="side">The side.</param>
    /// <param name="level">The level.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetBest(int instrument, BookSide side, out OrderLevel level)
    {
        uint number = SideOf(instrument, side);
        return TryView(number != NoSide ? _sides[number].Levels[0] : 0, out level);
    }

    /// <summary>The level at a price.</summary>
    /// <param name="instrument">The instrument's dense index.</param>
    /// <param name="side">The side.</param>
    /// <param name="priceNano">The price.</param>
    /// <param name="level">The level.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetLevel(int instrument, BookSide side, long priceNano, out OrderLevel level) =>
        TryView(LevelAt(instrument, side, priceNano), out level);

    /// <summary>Copies levels of a side, best first.</summary>
    /// <param name="instrument">The instrument's dense index.</param>
    /// <param name="side">The side.</param>
    /// <param name="levels">Takes as many as fit.</param>
    /// <returns>How many were copied.</returns>
    public int CopyLevels(int instrument, BookSide side, Span<OrderLevel> levels)
    {
        int count = 0;
        foreach (OrderLevel level in Levels(instrument, side))
        {
            if (count == levels.Length) break;
            levels[count++] = level;
        }

        return count;
    }

    /// <summary>All levels of a side, best first, for foreach; until the books change.</summary>
    /// <param name="instrument">The instrument's dense index.</param>
    /// <param name="side">The side.</param>
    public LevelWalk Levels(int instrument, BookSide side)
    {
        uint number = SideOf(instrument, side);
        return new LevelWalk(_levels.First, number != NoSide ? _sides[number].Levels[0] : 0);
    }

    /// <summary>All orders at a price, the first of the queue first, for foreach; until the books change.</summary>
    /// <param name="instrument">The instrument's dense index.</param>
    /// <param name="side">The side.</param>
    /// <param name="priceNano">The price.</param>
    public OrderWalk Orders(int instrument, BookSide side, long priceNano)
    {
        uint level = LevelAt(instrument, side, priceNano);
        return new OrderWalk(_orders.First, _levels.First + level, level == 0 ? 0 : _levels.First[level].Orders.Back);
    }

    private uint LevelAt(int instrument, BookSide side, long priceNano)
    {
        uint number = SideOf(instrument, side);
        return number != NoSide && priceNano != long.MinValue ? FindLevel(number, LevelRecord.KeyOf(number, priceNano)) : 0;
    }

    private bool TryView(uint level, out OrderLevel view)
    {
        view = level == 0 ? default : View(_levels.First + level);
        return level != 0;
    }

    private RestingOrder View(uint number)
    {
        OrderRecord* order = _orders.First + number;
        return OrderWalk.View(order, _levels.First + order->Link.Owner);
    }
}
