namespace FeedHandler.Codecs.Cme.Entries;

/// <summary>
/// What every entry of an incremental message has, whatever its template: old and new templates differ in widths and in the exponent of
/// prices,
/// not in meaning (CME MDP 3.0, schema versions 5 to 13). Implemented by the generated views; use it as a type constraint, never as a type.
/// </summary>
public interface IMarketEntry
{
    /// <summary>What one unit of a price mantissa is in 1e-9: 100 for templates up to 44, 1 from 46 on.</summary>
    static abstract int NanoPerMantissa { get; }

    /// <summary>The instrument (FIX tag 48).</summary>
    int SecurityID { get; }

    /// <summary>The number of the entry within its instrument (FIX tag 83).</summary>
    uint RptSeq { get; }

    /// <summary>MDUpdateAction (FIX tag 279) as on the wire.</summary>
    byte ActionCode { get; }
}

/// <summary>An entry with a price and a quantity.</summary>
public interface IPricedEntry : IMarketEntry
{
    /// <summary>The mantissa of the null price in every CME template.</summary>
    const long NullMantissa = long.MaxValue;

    /// <summary>The quantity of an entry that has none.</summary>
    const long NullQuantity = long.MaxValue;

    /// <summary>The price's mantissa (FIX tag 270), <see cref="NullMantissa"/> for none.</summary>
    long PriceMantissa { get; }

    /// <summary>The quantity (FIX tag 271), <see cref="NullQuantity"/> for none.</summary>
    long EntryQuantity { get; }
}

/// <summary>A price level update: templates 32, 46 and 64.</summary>
public interface IBookEntry : IPricedEntry
{
    /// <summary>How many orders the level has (FIX tag 346), 2147483647 for implied levels.</summary>
    int OrderCount { get; }

    /// <summary>The level from 1 at the top (FIX tag 1023).</summary>
    byte MDPriceLevel { get; }

    /// <summary>MDEntryType (FIX tag 269) as on the wire.</summary>
    byte TypeCode { get; }
}

/// <summary>The trades at one price: templates 36, 42, 48 and 65.</summary>
public interface ITradeEntry : IPricedEntry
{
    /// <summary>How many orders traded (FIX tag 346), 2147483647 for none told.</summary>
    int OrderCount { get; }

    /// <summary>AggressorSide (FIX tag 5797) as on the wire: 1 buy, 2 sell, 0 none, 255 null.</summary>
    byte AggressorCode { get; }
}

/// <summary>One order's part of a trade: the second group of templates 42, 48 and 65.</summary>
public interface ITradeOrderEntry
{
    /// <summary>The order (FIX tag 37), 0 when it has no public id.</summary>
    ulong OrderID { get; }

    /// <summary>What it traded (FIX tag 32).</summary>
    int LastQty { get; }
}

/// <summary>A statistic of the session (templates 35, 51, 67) or of the day (33, 49).</summary>
public interface IStatisticEntry : IPricedEntry
{
    /// <summary>MDEntryType (FIX tag 269) as on the wire.</summary>
    byte TypeCode { get; }

    /// <summary>OpenCloseSettlFlag (FIX tag 286) or SettlPriceType (FIX tag 731) as on the wire.</summary>
    byte FlagCode { get; }
}

/// <summary>Price limits and banding: templates 34 and 50. Mantissas, <see cref="IPricedEntry.NullMantissa"/> for none.</summary>
public interface ILimitsEntry : IMarketEntry
{
    /// <summary>The highest price that may trade (FIX tag 1149).</summary>
    long HighLimitMantissa { get; }

    /// <summary>The lowest price that may trade (FIX tag 1148).</summary>
    long LowLimitMantissa { get; }

    /// <summary>How far a price may move from the reference (FIX tag 1143).</summary>
    long MaxPriceVariationMantissa { get; }
}

/// <summary>The electronic volume of the trade date: templates 37 and 66.</summary>
public interface IVolumeEntry : IMarketEntry
{
    /// <summary>The volume so far (FIX tag 271).</summary>
    long EntryQuantity { get; }
}

/// <summary>One order that comes, changes or goes, told by itself: templates 43 and 47. It has no number within its instrument.</summary>
public interface IOrderEntry
{
    /// <summary>What one unit of a price mantissa is in 1e-9: 100 for template 43, 1 for template 47.</summary>
    static abstract int NanoPerMantissa { get; }

    /// <summary>The order (FIX tag 37), 2^64 - 1 for none.</summary>
    ulong IdCode { get; }

    /// <summary>Its priority (FIX tag 37707), the lower one first, 2^64 - 1 for none.</summary>
    ulong PriorityCode { get; }

    /// <summary>The price's mantissa (FIX tag 270), <see cref="IPricedEntry.NullMantissa"/> for none.</summary>
    long PriceMantissa { get; }

    /// <summary>The displayed quantity (FIX tag 37706), <see cref="IPricedEntry.NullQuantity"/> for none.</summary>
    long DisplayQuantity { get; }

    /// <summary>The instrument (FIX tag 48).</summary>
    int SecurityID { get; }

    /// <summary>MDUpdateAction (FIX tag 279) as on the wire: 0 new, 1 update, 2 delete.</summary>
    byte ActionCode { get; }

    /// <summary>MDEntryType (FIX tag 269) as on the wire.</summary>
    byte TypeCode { get; }
}

/// <summary>One order of a level in the same message: the second group of templates 32, 46 and 64.</summary>
public interface ILevelOrderEntry
{
    /// <summary>The order (FIX tag 37).</summary>
    ulong OrderID { get; }

    /// <summary>Its priority (FIX tag 37707), the lower one first, 2^64 - 1 for none.</summary>
    ulong PriorityCode { get; }

    /// <summary>The displayed quantity (FIX tag 37706), <see cref="IPricedEntry.NullQuantity"/> for none.</summary>
    long DisplayQuantity { get; }

    /// <summary>Which entry of the message has its instrument, side and price (FIX tag 9633), from 1; 255 for none.</summary>
    byte ReferenceCode { get; }

    /// <summary>OrderUpdateAction (FIX tag 37708) as on the wire: 0 new, 1 update, 2 delete.</summary>
    byte ActionCode { get; }
}
