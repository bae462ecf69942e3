namespace FeedHandler.Codecs.Cme.Entries;

/// <summary>One order's part of a trade: the second group of templates 42, 48 and 65.</summary>
public interface ITradeOrderEntry
{
    /// <summary>The order (FIX tag 37), 0 when it has no public id.</summary>
    ulong OrderID { get; }

    /// <summary>What it traded (FIX tag 32).</summary>
    int LastQty { get; }
}
