using System.Runtime.InteropServices;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Orders;

/// <summary>
/// The place of an item in a list that is sorted by key and searched from its front. Items are numbers into a table; number 0 is none, and what is written
/// to it is never read, so that links need no test for an end.
/// </summary>
internal struct SortedLink
{
    public long Key; // ascending from the front
    public uint Front; // the neighbours; the next free one, where the item is free, is Back
    public uint Back;
    public uint Lane; // the item's node in the first lane, or 0
    public uint Owner; // of an order its level, of a level its side
}

/// <summary>An order. Its list has the newest in front, where nearly all are added: the key of a higher priority is lower.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct OrderRecord
{
    public SortedLink Link; // first: lists know items by their links
    public ulong Id;
    public long Quantity;

    public readonly ulong Priority => (ulong)~Link.Key ^ 1UL << 63;

    public static long KeyOf(ulong priority) => (long)~(priority ^ 1UL << 63);
}

/// <summary>A price level in one cache line. The list of levels has the best in front.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal struct LevelRecord
{
    public SortedLink Link;
    public long Quantity;
    public long NewestKey; // of the order in front, so that an order that comes last touches no other but that one's link
    public uint Count;
    public SortedEnds Orders; // the newest in front, the first of the queue at the back

    // No price is better than any other: those without one rank ahead on either side.
    public readonly long PriceNano =>
        Link.Key == long.MinValue ? MarketEvent.NullPrice : Link.Key ^ Turn(Link.Owner);

    public static long KeyOf(uint side, long priceNano) =>
        priceNano == MarketEvent.NullPrice ? long.MinValue : priceNano ^ Turn(side);

    // All bits of a bid, none of an ask: a branch would wait for the level's memory, and be wrong half of the time.
    private static long Turn(uint side) => (int)(side & 1) - 1;
}

/// <summary>One side of an instrument: keys and numbers of its best levels, which are also the first of its list. Unused places have the last key.</summary>
[StructLayout(LayoutKind.Sequential, Size = 128)]
internal unsafe struct SideRecord
{
    public const int TopMax = 8;
    public const long NoKey = long.MaxValue;

    public fixed long Keys[TopMax];
    public fixed uint Levels[TopMax];
    public uint LevelCount;
    public SortedEnds All;
}

/// <summary>A node of a lane: one item of 16 of the lane below, in the same order.</summary>
internal struct LaneRecord
{
    public long Key;
    public uint Front;
    public uint Back;
    public uint Down; // in the first lane the item
    public uint Up;
}
