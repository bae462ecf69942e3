using FeedHandler.Core.Events;

namespace FeedHandler.Core.Venues.Cme;

/// <summary>From MDEntryType (FIX tag 269) of a statistics message to what it measures.</summary>
internal static class CmeStatistics
{
    // OpenCloseSettlFlag, FIX tag 286.
    private const byte IndicativeOpenFlag = 5;

    public static bool TryGetKind(byte typeCode, byte flagCode, out StatisticKind kind)
    {
        var found = typeCode switch
        {
            (byte)'4' => flagCode == IndicativeOpenFlag ? StatisticKind.IndicativeOpen : StatisticKind.Open,
            (byte)'6' => StatisticKind.Settlement,
            (byte)'7' => StatisticKind.SessionHigh,
            (byte)'8' => StatisticKind.SessionLow,
            (byte)'9' => StatisticKind.Vwap,
            (byte)'B' => StatisticKind.ClearedVolume,
            (byte)'C' => StatisticKind.OpenInterest,
            (byte)'N' => StatisticKind.HighestBid,
            (byte)'O' => StatisticKind.LowestOffer,
            (byte)'W' => StatisticKind.Fixing,
            _ => (StatisticKind)byte.MaxValue,
        };
        kind = found;
        return found != (StatisticKind)byte.MaxValue;
    }
}
