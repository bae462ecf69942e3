namespace FeedHandler.Codecs.Cme.Entries;

/// <summary>From the wire's nullable quantities to one width.</summary>
internal static class Quantities
{
    /// <summary>A 32-bit quantity whose null is the largest value (Int32NULL).</summary>
    public static long From(int raw) => raw == int.MaxValue ? IPricedEntry.NullQuantity : raw;

    /// <summary>A 64-bit quantity whose null is the largest value (uInt64NULL); what does not fit 63 bits counts as null too.</summary>
    public static long From(ulong raw) => raw > long.MaxValue ? IPricedEntry.NullQuantity : (long)raw;
}
