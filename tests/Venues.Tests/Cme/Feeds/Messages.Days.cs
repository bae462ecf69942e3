using FeedHandler.Codecs.Cme;

namespace FeedHandler.Venues.Tests.Cme.Feeds;

internal static partial class Messages
{
    private static int Daily(int template, Span<byte> room, byte indicator, Entry[] entries) => template switch
    {
        33 => Daily33(room, indicator, entries),
        49 => Daily49(room, indicator, entries),
        34 => Limits34(room, indicator, entries),
        _ => Limits50(room, indicator, entries),
    };

    private static int Daily33(Span<byte> room, byte indicator, Entry[] entries)
    {
        MDIncrementalRefreshDailyStatistics33Encoder.TryEncode(room, out var message);
        (message.TransactTime, message.MatchEventIndicator) = (TransactTimeNs, (MatchEventIndicator)indicator);
        var group = message.BeginNoMDEntries(entries.Length);
        foreach (Entry entry in entries)
        {
            var to = group.Next();
            (to.MDEntryPxMantissa, to.MDEntrySize, to.SettlPriceType) = (entry.Price, (int?)entry.Size, (SettlPriceType)entry.Flag);
            (to.SecurityID, to.RptSeq) = (entry.Security, entry.RptSeq!.Value);
            (to.MDUpdateAction, to.MDEntryType) = ((MDUpdateAction)entry.Action, (MDEntryTypeDailyStatistics)entry.Type);
        }

        return message.MessageLength;
    }

    private static int Daily49(Span<byte> room, byte indicator, Entry[] entries)
    {
        MDIncrementalRefreshDailyStatistics49Encoder.TryEncode(room, out var message);
        (message.TransactTime, message.MatchEventIndicator) = (TransactTimeNs, (MatchEventIndicator)indicator);
        var group = message.BeginNoMDEntries(entries.Length);
        foreach (Entry entry in entries)
        {
            var to = group.Next();
            (to.MDEntryPxMantissa, to.MDEntrySize, to.SettlPriceType) = (entry.Price, (int?)entry.Size, (SettlPriceType)entry.Flag);
            (to.SecurityID, to.RptSeq) = (entry.Security, entry.RptSeq!.Value);
            (to.MDUpdateAction, to.MDEntryType) = ((MDUpdateAction)entry.Action, (MDEntryTypeDailyStatistics)entry.Type);
        }

        return message.MessageLength;
    }

    private static int Limits34(Span<byte> room, byte indicator, Entry[] entries)
    {
        MDIncrementalRefreshLimitsBanding34Encoder.TryEncode(room, out var message);
        (message.TransactTime, message.MatchEventIndicator) = (TransactTimeNs, (MatchEventIndicator)indicator);
        var group = message.BeginNoMDEntries(entries.Length);
        foreach (Entry entry in entries)
        {
            var to = group.Next();
            (to.HighLimitPriceMantissa, to.LowLimitPriceMantissa, to.MaxPriceVariationMantissa) = (entry.Price, entry.Low, entry.Band);
            (to.SecurityID, to.RptSeq) = (entry.Security, entry.RptSeq!.Value);
        }

        return message.MessageLength;
    }

    private static int Limits50(Span<byte> room, byte indicator, Entry[] entries)
    {
        MDIncrementalRefreshLimitsBanding50Encoder.TryEncode(room, out var message);
        (message.TransactTime, message.MatchEventIndicator) = (TransactTimeNs, (MatchEventIndicator)indicator);
        var group = message.BeginNoMDEntries(entries.Length);
        foreach (Entry entry in entries)
        {
            var to = group.Next();
            (to.HighLimitPriceMantissa, to.LowLimitPriceMantissa, to.MaxPriceVariationMantissa) = (entry.Price, entry.Low, entry.Band);
            (to.SecurityID, to.RptSeq) = (entry.Security, entry.RptSeq!.Value);
        }

        return message.MessageLength;
    }
}
