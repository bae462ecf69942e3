namespace FeedHandler.Codecs.Cme.Entries;

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
