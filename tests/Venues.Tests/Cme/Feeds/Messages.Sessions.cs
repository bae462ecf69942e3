using FeedHandler.Codecs.Cme;

namespace FeedHandler.Venues.Tests.Cme.Feeds;

internal static partial class Messages
{
    private static int Session(int template, Span<byte> room, byte indicator, Entry[] entries) => template switch
    {
        35 => Session35(room, indicator, entries),
        51 => Session51(room, indicator, entries),
        _ => Session67(room, indicator, entries),
    };

    private static int Volumes(int template, Span<byte> room, byte indicator, Entry[] entries) =>
        template == 37 ? Volumes37(room, indicator, entries) : Volumes66(room, indicator, entries);

    private static int Session35(Span<byte> room, byte indicator, Entry[] entries)
    {
        MDIncrementalRefreshSessionStatistics35Encoder.TryEncode(room, out var message);
        (message.TransactTime, message.MatchEventIndicator) = (TransactTimeNs, (MatchEventIndicator)indicator);
        var group = message.BeginNoMDEntries(entries.Length);
        foreach (Entry entry in entries)
        {
            var to = group.Next();
            (to.MDEntryPxMantissa, to.MDEntrySize) = (entry.Price ?? long.MaxValue, (int?)entry.Size);
            (to.SecurityID, to.RptSeq) = (entry.Security, entry.RptSeq!.Value);
            (to.OpenCloseSettlFlag, to.MDUpdateAction) = ((OpenCloseSettlFlag)entry.Flag, (MDUpdateAction)entry.Action);
            to.MDEntryType = (MDEntryTypeStatistics)entry.Type;
        }

        return message.MessageLength;
    }

    private static int Session51(Span<byte> room, byte indicator, Entry[] entries)
    {
        MDIncrementalRefreshSessionStatistics51Encoder.TryEncode(room, out var message);
        (message.TransactTime, message.MatchEventIndicator) = (TransactTimeNs, (MatchEventIndicator)indicator);
        var group = message.BeginNoMDEntries(entries.Length);
        foreach (Entry entry in entries)
        {
            var to = group.Next();
            (to.MDEntryPxMantissa, to.MDEntrySize) = (entry.Price ?? long.MaxValue, (int?)entry.Size);
            (to.SecurityID, to.RptSeq) = (entry.Security, entry.RptSeq!.Value);
            (to.OpenCloseSettlFlag, to.MDUpdateAction) = ((OpenCloseSettlFlag)entry.Flag, (MDUpdateAction)entry.Action);
            to.MDEntryType = (MDEntryTypeStatistics)entry.Type;
        }

        return message.MessageLength;
    }

    private static int Session67(Span<byte> room, byte indicator, Entry[] entries)
    {
        MDIncrementalRefreshSessionStatisticsLongQty67Encoder.TryEncode(room, out var message);
        (message.TransactTime, message.MatchEventIndicator) = (TransactTimeNs, (MatchEventIndicator)indicator);
        var group = message.BeginNoMDEntries(entries.Length);
        foreach (Entry entry in entries)
        {
            var to = group.Next();
            (to.MDEntryPxMantissa, to.MDEntrySize) = (entry.Price ?? long.MaxValue, (ulong?)entry.Size);
            (to.SecurityID, to.RptSeq) = (entry.Security, entry.RptSeq!.Value);
            (to.OpenCloseSettlFlag, to.MDUpdateAction) = ((OpenCloseSettlFlag)entry.Flag, (MDUpdateAction)entry.Action);
            to.MDEntryType = (MDEntryTypeStatistics)entry.Type;
        }

        return message.MessageLength;
    }

    private static int Volumes37(Span<byte> room, byte indicator, Entry[] entries)
    {
        MDIncrementalRefreshVolume37Encoder.TryEncode(room, out var message);
        (message.TransactTime, message.MatchEventIndicator) = (TransactTimeNs, (MatchEventIndicator)indicator);
        var group = message.BeginNoMDEntries(entries.Length);
        foreach (Entry entry in entries)
        {
            var to = group.Next();
            to.MDEntrySize = (int)entry.Size!.Value;
            (to.SecurityID, to.RptSeq) = (entry.Security, entry.RptSeq!.Value);
            to.MDUpdateAction = (MDUpdateAction)entry.Action;
        }

        return message.MessageLength;
    }

    private static int Volumes66(Span<byte> room, byte indicator, Entry[] entries)
    {
        MDIncrementalRefreshVolumeLongQty66Encoder.TryEncode(room, out var message);
        (message.TransactTime, message.MatchEventIndicator) = (TransactTimeNs, (MatchEventIndicator)indicator);
        var group = message.BeginNoMDEntries(entries.Length);
        foreach (Entry entry in entries)
        {
            var to = group.Next();
            to.MDEntrySize = (ulong?)entry.Size ?? ulong.MaxValue;
            (to.SecurityID, to.RptSeq) = (entry.Security, entry.RptSeq!.Value);
            to.MDUpdateAction = (MDUpdateAction)entry.Action;
        }

        return message.MessageLength;
    }
}
