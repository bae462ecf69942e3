namespace FeedHandler.Codecs.Cme.Entries;

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
