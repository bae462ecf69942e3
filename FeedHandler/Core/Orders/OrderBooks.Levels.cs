using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FeedHandler.Core.Orders;

// Levels of a side: all in a list with the best in front, the first eight also in the side itself.
public sealed unsafe partial class OrderBooks
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // OrderBenchmarks: once for every order that is added
    private uint FindLevel(uint side, long key)
    {
        SideRecord* at = _sides + side;
        int place = PlaceOf(at, key);
        if (place == SideRecord.TopMax) return FindDeep(at, key);
        return at->Keys[place] == key ? at->Levels[place] : 0;
    }

    private uint FindDeep(SideRecord* side, long key)
    {
        uint before = BehindTop(side, key, out _);
        uint level = _ladders.Link(before)->Back;
        return level != 0 && _ladders.Link(level)->Key == key ? level : 0;
    }

    // Behind the eighth level: from there, unless a lane leads further.
    private uint BehindTop(SideRecord* side, long key, out uint lane)
    {
        uint last = side->Levels[SideRecord.TopMax - 1];
        if (side->All.FirstLane != 0) return _ladders.Before(side->All, key, out lane);
        lane = 0;
        return _ladders.Before(new SortedEnds { Front = last }, key, out _);
    }

    /// <summary>How many of the best levels have a better price: the place of this one among them, or 8 when it is behind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // OrderBenchmarks: once for every order that is added
    private static int PlaceOf(SideRecord* side, long key)
    {
        Vector256<long> sought = Vector256.Create(key);
        uint first = Vector256.LessThan(Vector256.Load(side->Keys), sought).ExtractMostSignificantBits();
        uint second = Vector256.LessThan(Vector256.Load(side->Keys + 4), sought).ExtractMostSignificantBits();
        return BitOperations.PopCount(first | second << 4);
    }

    private uint MakeLevel(uint side, long key)
    {
        SideRecord* at = _sides + side;
        int place = PlaceOf(at, key);
        uint lane = 0;
        uint before = 0;
        if (place == SideRecord.TopMax)
        {
            before = BehindTop(at, key, out lane);
        }
        else if (place != 0)
        {
            before = at->Levels[place - 1];
            lane = _ladders.LaneAt(before);
        }

        uint level = _levels.Take();
        _levels.First[level] = new LevelRecord { Link = new SortedLink { Key = key, Owner = side } };
        int height = SortedLists<LevelRecord>.HeightOf(at->LevelCount, _index.Hash(side, (ulong)key));
        _ladders.Insert(level, before, lane, height, ref at->All);
        at->LevelCount++;
        if (place != SideRecord.TopMax) Open(at, place, level, key);
        return level;
    }

    private void RemoveLevel(uint level)
    {
        LevelRecord* record = _levels.First + level;
        SideRecord* at = _sides + record->Link.Owner;
        int place = PlaceOf(at, record->Link.Key);
        if (place != SideRecord.TopMax) Close(at, place);
        _ladders.Remove(level, ref at->All);
        at->LevelCount--;
        _levels.Free(level);
    }

    private static void Open(SideRecord* side, int place, uint level, long key)
    {
        for (int to = SideRecord.TopMax - 1; to > place; to--)
        {
            side->Keys[to] = side->Keys[to - 1];
            side->Levels[to] = side->Levels[to - 1];
        }

        side->Keys[place] = key;
        side->Levels[place] = level;
    }

    // What comes up from below is behind the last one in the list.
    private void Close(SideRecord* side, int place)
    {
        uint last = side->Levels[SideRecord.TopMax - 1];
        uint next = last == 0 ? 0 : _ladders.Link(last)->Back;
        for (int to = place; to < SideRecord.TopMax - 1; to++)
        {
            side->Keys[to] = side->Keys[to + 1];
            side->Levels[to] = side->Levels[to + 1];
        }

        side->Keys[SideRecord.TopMax - 1] = next == 0 ? SideRecord.NoKey : _ladders.Link(next)->Key;
        side->Levels[SideRecord.TopMax - 1] = next;
    }
}
