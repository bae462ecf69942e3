using System.Numerics;

namespace FeedHandler.Core.Orders;

/// <summary>
/// Lists that are sorted by key, over one table of items: orders of a level with the newest in front, levels of a side with the best in front. What is near
/// the front is found by walking; what is far from it by lanes, each of which has one item in 16 of the one below (a skip list that is climbed from the
/// front). Which items have lanes follows from a hash that nobody outside knows: no choice of keys makes a search long. A short list has no lanes.
/// </summary>
/// <typeparam name="TItem">The item; it begins with its <see cref="SortedLink"/>.</typeparam>
internal unsafe partial struct SortedLists<TItem>
    where TItem : unmanaged
{
    private const uint CountWithoutLanes = 16;
    private const int HeightMax = 7; // 16 to the seventh is 2^28
    private readonly TItem* _items;
    private RecordPool<LaneRecord> _lanes;

    public SortedLists(TItem* items, int countMax, in OrderLimits limits)
    {
        _items = items;
        _lanes = new RecordPool<LaneRecord>((countMax / 12) + 64, limits); // one in fifteen has a node; without one, items are only found more slowly
    }

    public readonly RecordPool<LaneRecord> Lanes => _lanes;

    /// <summary>How many lanes an item gets.</summary>
    /// <param name="count">How many items its list has.</param>
    /// <param name="hash">Its secret.</param>
    public static int HeightOf(uint count, ulong hash) =>
        count < CountWithoutLanes ? 0 : Math.Min(BitOperations.TrailingZeroCount(hash >> 20) / 4, HeightMax);

    public readonly SortedLink* Link(uint item) => (SortedLink*)(_items + item);

    /// <summary>The item behind which a key belongs: the last one whose key is lower.</summary>
    /// <param name="ends">The list.</param>
    /// <param name="key">The key.</param>
    /// <param name="lane">Likewise the node of the first lane.</param>
    /// <returns>The item, or 0 when the key belongs in front of all.</returns>
    public readonly uint Before(in SortedEnds ends, long key, out uint lane)
    {
        lane = LaneBefore(ends.FirstLane, key);
        uint before = lane == 0 ? 0 : _lanes.First[lane].Down;
        uint next = before == 0 ? ends.Front : Link(before)->Back;
        for (; next != 0 && Link(next)->Key < key; next = Link(next)->Back) before = next;
        return before;
    }

    /// <summary>The nearest node of the first lane at an item or in front of it, or 0.</summary>
    public readonly uint LaneAt(uint item)
    {
        while (item != 0 && Link(item)->Lane == 0) item = Link(item)->Front;
        return item == 0 ? 0 : Link(item)->Lane;
    }

    /// <summary>Puts an item behind another.</summary>
    /// <param name="item">The item; it has its key.</param>
    /// <param name="before">The other, or 0 to put it in front.</param>
    /// <param name="lane">The node of the first lane behind which its own comes, or 0.</param>
    /// <param name="height">How many lanes it gets.</param>
    /// <param name="ends">The list.</param>
    public void Insert(uint item, uint before, uint lane, int height, ref SortedEnds ends)
    {
        SortedLink* link = Link(item);
        uint behind = before == 0 ? ends.Front : Link(before)->Back;
        link->Front = before;
        link->Back = behind;
        Link(before)->Back = item;
        Link(behind)->Front = item;
        if (before == 0) ends.Front = item;
        if (behind == 0) ends.Back = item;
        link->Lane = height == 0 ? 0 : Raise(item, lane, height, ref ends);
    }

    /// <summary>Takes an item out.</summary>
    public void Remove(uint item, ref SortedEnds ends)
    {
        // Whether an item is at an end is known when its memory has come: a branch that guesses would wait for it, a choice by bits does not.
        SortedLink link = *Link(item);
        Link(link.Front)->Back = link.Back;
        Link(link.Back)->Front = link.Front;
        uint isFront = MaskOfNone(link.Front);
        uint isBack = MaskOfNone(link.Back);
        ends.Front = (link.Back & isFront) | (ends.Front & ~isFront);
        ends.Back = (link.Front & isBack) | (ends.Back & ~isBack);
        if (link.Lane != 0) Lower(link.Lane, ref ends);
    }

    /// <summary>All bits for number 0, no bit for any other.</summary>
    public static uint MaskOfNone(uint item) => (uint)((int)(item - 1) >> 31);

    public void Reset() => _lanes.Reset();

    public readonly void Release() => _lanes.Release();

    // Climbs while the key is not reached, so that what is near the front is found in few steps however long the list is.
    private readonly uint LaneBefore(uint at, long key)
    {
        LaneRecord* lanes = _lanes.First;
        if (at == 0 || lanes[at].Key >= key) return 0;
        int height = 1;
        while (true)
        {
            uint next = lanes[at].Up;
            if (next != 0) height++;
            else next = lanes[at].Back;
            if (next == 0 || lanes[next].Key >= key) break;
            at = next;
        }

        while (true)
        {
            for (uint next = lanes[at].Back; next != 0 && lanes[next].Key < key; next = lanes[at].Back) at = next;
            if (--height == 0) return at;
            at = lanes[at].Down;
        }
    }

    private uint Raise(uint item, uint before, int height, ref SortedEnds ends)
    {
        LaneRecord* lanes = _lanes.First;
        uint behind = before == 0 ? ends.FirstLane : lanes[before].Back;
        uint first = 0;
        uint down = item;
        for (int reached = 1; ; reached++)
        {
            uint node = _lanes.Take();
            if (node == 0) return first;
            lanes[node] = new LaneRecord { Key = Link(item)->Key, Front = before, Back = behind, Down = down };
            lanes[before].Back = node;
            lanes[behind].Front = node;
            if (reached != 1) lanes[down].Up = node;
            else if (before == 0) ends.FirstLane = first = node;
            else first = node;
            if (reached == height) return first;
            down = node;
            while (before != 0 && lanes[before].Up == 0) before = lanes[before].Front;
            while (behind != 0 && lanes[behind].Up == 0) behind = lanes[behind].Back;
            before = before == 0 ? 0 : lanes[before].Up;
            behind = behind == 0 ? 0 : lanes[behind].Up;
        }
    }

    private void Lower(uint node, ref SortedEnds ends)
    {
        LaneRecord* lanes = _lanes.First;
        if (lanes[node].Front == 0) ends.FirstLane = lanes[node].Back;
        while (node != 0)
        {
            LaneRecord* lane = lanes + node;
            lanes[lane->Front].Back = lane->Back;
            lanes[lane->Back].Front = lane->Front;
            uint up = lane->Up;
            _lanes.Free(node);
            node = up;
        }
    }
}

/// <summary>The ends of a list.</summary>
internal struct SortedEnds
{
    public uint Front;
    public uint Back;
    public uint FirstLane;
}
