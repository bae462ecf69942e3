namespace FeedHandler.Codecs.Cme.Entries;

/// <summary>A statistic of the session (templates 35, 51, 67) or of the day (33, 49).</summary>
public interface IStatisticEntry : IPricedEntry
{
    /// <summary>MDEntryType (FIX tag 269) as on the wire.</summary>
    byte TypeCode { get; }

    /// <summary>OpenCloseSettlFlag (FIX tag 286) or SettlPriceType (FIX tag 731) as on the wire.</summary>
    byte FlagCode { get; }
}
