namespace FeedHandler.Codecs.Cme.Entries;

/// <summary>
/// The book and the session of one instrument at one moment: templates 38, 52 and 69 (CME MDP 3.0, "Market Recovery"). Use it as a type constraint.
/// </summary>
/// <typeparam name="TSelf">The view.</typeparam>
/// <typeparam name="TEntries">Its entries.</typeparam>
public interface ISnapshotMessage<TSelf, TEntries> : IWholeMessage<TSelf>
    where TSelf : struct, ISnapshotMessage<TSelf, TEntries>, allows ref struct
    where TEntries : struct, allows ref struct
{
    /// <summary>What one unit of a price mantissa is in 1e-9: 100 for template 38, 1 for the others.</summary>
    static abstract int NanoPerMantissa { get; }

    /// <summary>The number of the last packet of the incremental feed that it includes (FIX tag 369).</summary>
    uint LastMsgSeqNumProcessed { get; }

    /// <summary>How many instruments the loop has (FIX tag 911).</summary>
    uint TotNumReports { get; }

    /// <summary>The instrument (FIX tag 48).</summary>
    int SecurityID { get; }

    /// <summary>The number of the instrument's last entry that it includes (FIX tag 83); 0 when it had none.</summary>
    uint RptSeq { get; }

    /// <summary>When the instrument's last event was made (FIX tag 60), nanoseconds since the Unix epoch.</summary>
    ulong TransactTime { get; }

    /// <summary>The trading status (FIX tag 1682) as on the wire, 255 for none.</summary>
    byte TradingStatusCode { get; }

    /// <summary>The highest price that may trade (FIX tag 1149), <see cref="IPricedEntry.NullMantissa"/> for none.</summary>
    long HighLimitMantissa { get; }

    /// <summary>The lowest price that may trade (FIX tag 1148).</summary>
    long LowLimitMantissa { get; }

    /// <summary>How far a price may move from the reference (FIX tag 1143).</summary>
    long MaxPriceVariationMantissa { get; }

    /// <summary>Reads the entries (NoMDEntries, FIX tag 268).</summary>
    /// <param name="entries">The entries.</param>
    /// <returns>False when the group does not fit the message.</returns>
    bool TryGetEntries(out TEntries entries);
}

/// <summary>One level, statistic, trade or volume of a snapshot.</summary>
public interface ISnapshotEntry
{
    /// <summary>The price's mantissa (FIX tag 270), <see cref="IPricedEntry.NullMantissa"/> for none.</summary>
    long PriceMantissa { get; }

    /// <summary>The quantity (FIX tag 271), <see cref="IPricedEntry.NullQuantity"/> for none.</summary>
    long EntryQuantity { get; }

    /// <summary>How many orders the level has (FIX tag 346), 2147483647 for none.</summary>
    int OrderCount { get; }

    /// <summary>The level from 1 at the top (FIX tag 1023); 127 for what is no level.</summary>
    byte LevelCode { get; }

    /// <summary>MDEntryType (FIX tag 269) as on the wire.</summary>
    byte TypeCode { get; }

    /// <summary>OpenCloseSettlFlag (FIX tag 286) or, of a settlement, SettlPriceType (FIX tag 731) as on the wire.</summary>
    byte FlagCode { get; }
}
