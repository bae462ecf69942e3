namespace FeedHandler.Codecs.Cme.Entries;

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
