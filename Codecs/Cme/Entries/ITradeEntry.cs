namespace FeedHandler.Codecs.Cme.Entries;

/// <summary>The trades at one price: templates 36, 42, 48 and 65.</summary>
public interface ITradeEntry : IPricedEntry
{
    /// <summary>How many orders traded (FIX tag 346), 2147483647 for none told.</summary>
    int OrderCount { get; }

    /// <summary>AggressorSide (FIX tag 5797) as on the wire: 1 buy, 2 sell, 0 none, 255 null.</summary>
    byte AggressorCode { get; }
}
