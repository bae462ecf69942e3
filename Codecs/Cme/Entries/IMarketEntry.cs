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
