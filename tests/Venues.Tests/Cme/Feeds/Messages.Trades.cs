using FeedHandler.Codecs.Cme;

namespace FeedHandler.Venues.Tests.Cme.Feeds;

internal static partial class Messages
{
    private static int Trades(int template, Span<byte> room, byte indicator, Entry[] entries) => template switch
    {
        36 => Trades36(room, indicator, entries),
        42 => Trades42(room, indicator, entries),
        48 => Trades48(room, indicator, entries),
        _ => Trades65(room, indicator, entries),
    };

    private static int Trades36(Span<byte> room, byte indicator, Entry[] entries)
    {
        MDIncrementalRefreshTrade36Encoder.TryEncode(room, out var message);
        (message.TransactTime, message.MatchEventIndicator) = (TransactTimeNs, (MatchEventIndicator)indicator);
        var group = message.BeginNoMDEntries(entries.Length);
        foreach (Entry entry in entries)
        {
            var to = group.Next();
            (to.MDEntryPxMantissa, to.MDEntrySize, to.NumberOfOrders) = (entry.Price!.Value, (int)entry.Size!.Value, entry.Orders);
            (to.SecurityID, to.RptSeq) = (entry.Security, entry.RptSeq!.Value);
            (to.AggressorSide, to.MDUpdateAction) = ((AggressorSide)entry.Flag, (MDUpdateAction)entry.Action);
        }

        return message.MessageLength;
    }

    private static int Trades42(Span<byte> room, byte indicator, Entry[] entries)
    {
        MDIncrementalRefreshTradeSummary42Encoder.TryEncode(room, out var message);
        (message.TransactTime, message.MatchEventIndicator) = (TransactTimeNs, (MatchEventIndicator)indicator);
        var group = message.BeginNoMDEntries(entries.Length);
        foreach (Entry entry in entries)
        {
            var to = group.Next();
            (to.MDEntryPxMantissa, to.MDEntrySize, to.NumberOfOrders) = (entry.Price!.Value, (int)entry.Size!.Value, entry.Orders);
            (to.SecurityID, to.RptSeq) = (entry.Security, entry.RptSeq!.Value);
            (to.AggressorSide, to.MDUpdateAction) = ((AggressorSide)entry.Flag, (MDUpdateAction)entry.Action);
        }

        var orders = message.BeginNoOrderIDEntries(entries.Sum(entry => entry.Fills.Length));
        foreach ((ulong id, int quantity) in entries.SelectMany(entry => entry.Fills)) Set(orders.Next(), id, quantity);
        return message.MessageLength;

        static void Set(MDIncrementalRefreshTradeSummary42Encoder.NoOrderIDEntriesEntryEncoder to, ulong id, int quantity) =>
            (to.OrderID, to.LastQty) = (id, quantity);
    }

    private static int Trades48(Span<byte> room, byte indicator, Entry[] entries)
    {
        MDIncrementalRefreshTradeSummary48Encoder.TryEncode(room, out var message);
        (message.TransactTime, message.MatchEventIndicator) = (TransactTimeNs, (MatchEventIndicator)indicator);
        var group = message.BeginNoMDEntries(entries.Length);
        foreach (Entry entry in entries)
        {
            var to = group.Next();
            (to.MDEntryPxMantissa, to.MDEntrySize, to.NumberOfOrders) = (entry.Price!.Value, (int)entry.Size!.Value, entry.Orders ?? int.MaxValue);
            (to.SecurityID, to.RptSeq) = (entry.Security, entry.RptSeq!.Value);
            (to.AggressorSide, to.MDUpdateAction) = ((AggressorSide)entry.Flag, (MDUpdateAction)entry.Action);
        }

        var orders = message.BeginNoOrderIDEntries(entries.Sum(entry => entry.Fills.Length));
        foreach ((ulong id, int quantity) in entries.SelectMany(entry => entry.Fills)) Set(orders.Next(), id, quantity);
        return message.MessageLength;

        static void Set(MDIncrementalRefreshTradeSummary48Encoder.NoOrderIDEntriesEntryEncoder to, ulong id, int quantity) =>
            (to.OrderID, to.LastQty) = (id, quantity);
    }

    private static int Trades65(Span<byte> room, byte indicator, Entry[] entries)
    {
        MDIncrementalRefreshTradeSummaryLongQty65Encoder.TryEncode(room, out var message);
        (message.TransactTime, message.MatchEventIndicator) = (TransactTimeNs, (MatchEventIndicator)indicator);
        var group = message.BeginNoMDEntries(entries.Length);
        foreach (Entry entry in entries)
        {
            var to = group.Next();
            (to.MDEntryPxMantissa, to.MDEntrySize, to.NumberOfOrders) = (entry.Price!.Value, (ulong)entry.Size!.Value, entry.Orders ?? int.MaxValue);
            (to.SecurityID, to.RptSeq) = (entry.Security, entry.RptSeq!.Value);
            (to.AggressorSide, to.MDUpdateAction) = ((AggressorSide)entry.Flag, (MDUpdateAction)entry.Action);
        }

        var orders = message.BeginNoOrderIDEntries(entries.Sum(entry => entry.Fills.Length));
        foreach ((ulong id, int quantity) in entries.SelectMany(entry => entry.Fills)) Set(orders.Next(), id, quantity);
        return message.MessageLength;

        static void Set(MDIncrementalRefreshTradeSummaryLongQty65Encoder.NoOrderIDEntriesEntryEncoder to, ulong id, int quantity) =>
            (to.OrderID, to.LastQty) = (id, quantity);
    }
}
