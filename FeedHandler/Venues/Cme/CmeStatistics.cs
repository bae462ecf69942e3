using System.Runtime.InteropServices;
using FeedHandler.Core.Events;

namespace FeedHandler.Venues.Cme;

/// <summary>From MDEntryType (FIX tag 269) of a statistics message to what it measures, by table: the byte comes from the wire and cannot
/// leave it.</summary>
internal static unsafe class CmeStatistics
{
    // OpenCloseSettlFlag, FIX tag 286.
    private const byte IndicativeOpenFlag = 5;
    private const byte NoKind = byte.MaxValue;
    private static readonly byte* Kinds = Fill();

    public static bool TryGetKind(byte typeCode, byte flagCode, out StatisticKind kind)
    {
        kind = (StatisticKind)Kinds[typeCode];
        if (kind == StatisticKind.Open && flagCode == IndicativeOpenFlag) kind = StatisticKind.IndicativeOpen;
        return (byte)kind != NoKind;
    }

    private static byte* Fill()
    {
        byte* table = (byte*)NativeMemory.AlignedAlloc(256, 64);
        new Span<byte>(table, 256).Fill(NoKind);
        table['4'] = (byte)StatisticKind.Open;
        table['6'] = (byte)StatisticKind.Settlement;
        table['7'] = (byte)StatisticKind.SessionHigh;
        table['8'] = (byte)StatisticKind.SessionLow;
        table['9'] = (byte)StatisticKind.Vwap;
        table['B'] = (byte)StatisticKind.ClearedVolume;
        table['C'] = (byte)StatisticKind.OpenInterest;
        table['N'] = (byte)StatisticKind.HighestBid;
        table['O'] = (byte)StatisticKind.LowestOffer;
        table['W'] = (byte)StatisticKind.Fixing;
        return table;
    }
}
