using System.Runtime.InteropServices;

namespace FeedHandler.Core.Orders;

// For tests: it takes memory and its time.
public sealed unsafe partial class OrderBooks
{
    /// <summary>Walks everything and compares it: counts, totals, order, links, lanes, the index and what is free.</summary>
    /// <exception cref="InvalidOperationException">Something is not as it must be; the message says what.</exception>
    public void Verify()
    {
        uint levels = 0;
        uint orders = 0;
        uint queueLanes = 0;
        uint ladderLanes = 0;
        for (uint side = 0; side < SideCount; side++)
        {
            SideRecord* at = _sides + side;
            List<uint> ladder = _ladders.Verify(at->All, at->LevelCount, side, ref ladderLanes);
            Require(ladder.Count == at->LevelCount, "levels of a side");
            VerifyTop(at, CollectionsMarshal.AsSpan(ladder));
            levels += (uint)ladder.Count;
            foreach (uint level in ladder) orders += VerifyLevel(level, ref queueLanes);
            for (int i = 1; i < ladder.Count; i++) Require(_ladders.Link(ladder[i - 1])->Key < _ladders.Link(ladder[i])->Key, "a price twice");
        }

        Require(levels == _levels.Count && orders == _orders.Count, "how many are given out");
        Require(queueLanes == _queues.Lanes.Count && ladderLanes == _ladders.Lanes.Count, "how many lanes are given out");
        Require(_orders.CountFree() == _orders.Used - _orders.Count, "the list of free orders");
        Require(_levels.CountFree() == _levels.Used - _levels.Count, "the list of free levels");
        Require(_queues.Lanes.CountFree() == _queues.Lanes.Used - _queues.Lanes.Count, "the list of free lanes of orders");
        Require(_ladders.Lanes.CountFree() == _ladders.Lanes.Used - _ladders.Lanes.Count, "the list of free lanes of levels");
        _index.Verify(_orders.Count);
    }

    internal static void Require(bool isSo, string what)
    {
        if (!isSo) throw new InvalidOperationException($"The store of orders is broken: {what}.");
    }

    private static void VerifyTop(SideRecord* side, ReadOnlySpan<uint> ladder)
    {
        for (int place = 0; place < SideRecord.TopMax; place++)
        {
            Require(side->Levels[place] == (place < ladder.Length ? ladder[place] : 0), "the best levels");
            Require(place < ladder.Length || side->Keys[place] == SideRecord.NoKey, "keys where there is no level");
        }
    }

    private uint VerifyLevel(uint level, ref uint lanes)
    {
        LevelRecord* at = _levels.First + level;
        List<uint> queue = _queues.Verify(at->Orders, at->Count, level, ref lanes);
        Require(at->Count != 0 && queue.Count == at->Count, "orders of a level");
        Require(at->NewestKey == _queues.Link(at->Orders.Front)->Key, "the priority of the newest order");
        long quantity = 0;
        foreach (uint number in queue)
        {
            OrderRecord* order = _orders.First + number;
            Require(order->Quantity >= 0, "a quantity");
            quantity = checked(quantity + order->Quantity);
            Require(_index.Find(at->Link.Owner >> 1, order->Id, out _) == number, "an order's id is not in the index");
        }

        Require(quantity == at->Quantity, "the quantity of a level");
        int place = PlaceOf(_sides + at->Link.Owner, at->Link.Key);
        Require(FindLevel(at->Link.Owner, at->Link.Key) == level && place <= SideRecord.TopMax, "a level is not found by its price");
        return (uint)queue.Count;
    }
}

internal unsafe partial struct SortedLists<TItem>
{
    private const int GapMax = 1024; // one in 16 has a lane: so long a stretch without one does not come by chance

    /// <summary>Walks a list and its lanes.</summary>
    /// <param name="ends">The list.</param>
    /// <param name="countMax">How many items it may have at most; without a bound a circle would never end.</param>
    /// <param name="owner">Whose items they are.</param>
    /// <param name="laneCount">Is added how many nodes its lanes have.</param>
    /// <returns>The items from the front.</returns>
    public readonly List<uint> Verify(in SortedEnds ends, uint countMax, uint owner, ref uint laneCount)
    {
        List<uint> items = [];
        List<uint> lane = [];
        uint last = 0;
        int gap = 0;
        for (uint item = ends.Front; item != 0 && items.Count <= countMax; item = Link(item)->Back)
        {
            OrderBooks.Require(Link(item)->Front == last && Link(item)->Owner == owner, "links of neighbours, or whose they are");
            OrderBooks.Require(last == 0 || Link(last)->Key <= Link(item)->Key, "the order of a list");
            items.Add(item);
            last = item;
            uint node = Link(item)->Lane;
            gap = node == 0 ? gap + 1 : 0;
            OrderBooks.Require(gap < GapMax, "a stretch without a lane");
            if (node == 0) continue;
            OrderBooks.Require(_lanes.First[node].Down == item && _lanes.First[node].Key == Link(item)->Key, "the first lane of an item");
            lane.Add(node);
        }

        OrderBooks.Require(ends.Back == last, "the end of a list");
        OrderBooks.Require(ends.FirstLane == (lane.Count == 0 ? 0 : lane[0]), "the beginning of the first lane");
        for (; lane.Count != 0; lane = VerifyLane(lane)) laneCount += (uint)lane.Count;
        return items;
    }

    // The lane above.
    private readonly List<uint> VerifyLane(List<uint> lane)
    {
        List<uint> above = [];
        int gap = 0;
        for (int i = 0; i < lane.Count; i++)
        {
            LaneRecord* node = _lanes.First + lane[i];
            OrderBooks.Require(node->Front == (i == 0 ? 0 : lane[i - 1]), "a lane's links to the front");
            OrderBooks.Require(node->Back == (i == lane.Count - 1 ? 0 : lane[i + 1]), "a lane's links to the back");
            gap = node->Up == 0 ? gap + 1 : 0;
            OrderBooks.Require(gap < GapMax, "a stretch without a lane above");
            if (node->Up == 0) continue;
            OrderBooks.Require(_lanes.First[node->Up].Down == lane[i] && _lanes.First[node->Up].Key == node->Key, "the lane above");
            above.Add(node->Up);
        }

        return above;
    }
}

internal readonly unsafe partial struct OrderIndex
{
    /// <summary>Compares the index with the orders in it.</summary>
    /// <param name="count">How many there are.</param>
    public void Verify(uint count)
    {
        uint[] passed = new uint[_chunkCount];
        uint found = 0;
        long probes = 0;
        for (uint chunk = 0; chunk < _chunkCount; chunk++)
        {
            for (int slot = 0; slot < OrderChunk.Places; slot++)
            {
                if (Chunks[chunk].Tags[slot] == 0) continue;
                found++;
                uint order = Chunks[chunk].Orders[slot];
                ulong id = _orders[order].Id;
                OrderBooks.Require(Find(_levels[_orders[order].Link.Owner].Link.Owner >> 1, id, out OrderPlace place) == order, "a stray place of the index");
                probes += place.Probe;
                for (int probe = 0; probe < place.Probe; probe++) passed[ChunkOf(id, place.Hash, probe) - Chunks]++;
            }
        }

        OrderBooks.Require(found == count, "how many places of the index are taken");
        OrderBooks.Require(probes <= (2L * found) + 64, "searches in the index are long");
        for (uint chunk = 0; chunk < _chunkCount; chunk++) OrderBooks.Require(Chunks[chunk].Passed == passed[chunk], "who passed a chunk by");
    }
}
