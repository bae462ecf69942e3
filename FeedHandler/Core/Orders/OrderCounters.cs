namespace FeedHandler.Core.Orders;

/// <summary>What keeping books by order met. Written by the feed thread; others read it in passing.</summary>
public sealed class OrderCounters
{
    /// <summary>Orders that were added.</summary>
    public long Added;

    /// <summary>Orders that were changed.</summary>
    public long Changed;

    /// <summary>Orders that were removed by themselves, not with all of their instrument.</summary>
    public long Removed;

    /// <summary>Changes and removals of orders that are not known; in a whole book they put it in doubt.</summary>
    public long Unknown;

    /// <summary>Additions of orders that are there already; in a whole book they put it in doubt.</summary>
    public long Duplicates;

    /// <summary>Additions for which there was no room; the book is in doubt.</summary>
    public long Full;

    /// <summary>Entries without an order, a quantity, or a side of direct orders, with an undefined action, or that refer to no level of their
    /// message.</summary>
    public long Invalid;

    /// <summary>Books that came in doubt though no packet was lost.</summary>
    public long Doubts;
}

/// <summary>How far the snapshot of an instrument's orders has been read.</summary>
/// <param name="LastIncluded">The number of the last packet of the sequence that it includes, in the bits of the wire.</param>
/// <param name="Parts">How many parts it has.</param>
/// <param name="Next">The part that comes next, from 1.</param>
public readonly record struct OrderRestoration(uint LastIncluded, uint Parts, uint Next);
