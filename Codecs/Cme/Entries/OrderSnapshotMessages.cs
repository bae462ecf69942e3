namespace FeedHandler.Codecs.Cme.Entries;

/// <summary>
/// A part of the orders of one instrument at one moment: templates 44 and 53 (CME MDP 3.0, "Market by Order - Book Management"). Use it as a type
/// constraint.
/// </summary>
/// <typeparam name="TSelf">The view.</typeparam>
/// <typeparam name="TEntries">Its orders.</typeparam>
public interface IOrderSnapshotMessage<TSelf, TEntries> : IWholeMessage<TSelf>
    where TSelf : struct, IOrderSnapshotMessage<TSelf, TEntries>, allows ref struct
    where TEntries : struct, allows ref struct
{
    /// <summary>The number of the last packet of the incremental feed that it includes (FIX tag 369), the same in all parts.</summary>
    uint LastMsgSeqNumProcessed { get; }

    /// <summary>How many instruments the loop has (FIX tag 911).</summary>
    uint TotNumReports { get; }

    /// <summary>The instrument (FIX tag 48).</summary>
    int SecurityID { get; }

    /// <summary>How many parts there are (FIX tag 37709).</summary>
    uint NoChunks { get; }

    /// <summary>Which part this is (FIX tag 37710), from 1.</summary>
    uint CurrentChunk { get; }

    /// <summary>When the instrument's last event was made (FIX tag 60), nanoseconds since the Unix epoch.</summary>
    ulong TransactTime { get; }

    /// <summary>Reads the orders (NoMDEntries, FIX tag 268).</summary>
    /// <param name="entries">The orders.</param>
    /// <returns>False when the group does not fit the message.</returns>
    bool TryGetEntries(out TEntries entries);
}

/// <summary>One order of such a part.</summary>
public interface IOrderSnapshotEntry
{
    /// <summary>What one unit of a price mantissa is in 1e-9: 100 for template 44, 1 for template 53.</summary>
    static abstract int NanoPerMantissa { get; }

    /// <summary>The order (FIX tag 37).</summary>
    ulong OrderID { get; }

    /// <summary>Its priority (FIX tag 37707), the lower one first, 2^64 - 1 for none.</summary>
    ulong PriorityCode { get; }

    /// <summary>The price's mantissa (FIX tag 270).</summary>
    long PriceMantissa { get; }

    /// <summary>The displayed quantity (FIX tag 37706).</summary>
    long DisplayQuantity { get; }

    /// <summary>MDEntryType (FIX tag 269) as on the wire.</summary>
    byte TypeCode { get; }
}
