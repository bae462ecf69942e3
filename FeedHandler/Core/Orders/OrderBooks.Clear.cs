using FeedHandler.Core.Events;

namespace FeedHandler.Core.Orders;

public sealed unsafe partial class OrderBooks
{
    /// <summary>Removes every order of a side. Nobody is told of each.</summary>
    /// <param name="instrument">The instrument's dense index.</param>
    /// <param name="side">The side.</param>
    /// <returns>How many there were; 0 where there is no such side.</returns>
    public int Clear(int instrument, BookSide side)
    {
        uint number = SideOf(instrument, side);
        if (number == NoSide) return 0;
        uint before = _orders.Count;
        SideRecord* at = _sides + number;
        while (at->LevelCount != 0) ClearLevel(at->Levels[0], (uint)instrument);
        return (int)(before - _orders.Count);
    }

    /// <summary>Removes every order of an instrument.</summary>
    /// <param name="instrument">The instrument's dense index.</param>
    /// <returns>How many there were; 0 where there is no such instrument.</returns>
    public int Clear(int instrument) => Clear(instrument, BookSide.Bid) + Clear(instrument, BookSide.Ask);

    /// <summary>Removes every order. That takes as long as to clear the index and the sides, however many orders there are.</summary>
    /// <returns>How many there were.</returns>
    public int Clear()
    {
        int count = OrderCount;
        _orders.Reset();
        _levels.Reset();
        _queues.Reset();
        _ladders.Reset();
        _index.Reset();
        ResetSides();
        return count;
    }

    private void ClearLevel(uint level, uint instrument)
    {
        LevelRecord* at = _levels.First + level;
        while (at->Count != 0)
        {
            uint number = at->Orders.Back;
            ulong id = _orders.First[number].Id;
            _index.Find(instrument, id, out OrderPlace place);
            Dequeue(at, number);
            _index.Remove(id, place);
            _orders.Free(number);
        }

        RemoveLevel(level);
    }
}
