using FeedHandler.Codecs.Cme;

namespace FeedHandler.Venues.Tests.Cme.Feeds;

internal static partial class Messages
{
    private static int Book(int template, Span<byte> room, byte indicator, Entry[] entries) => template switch
    {
        32 => Book32(room, indicator, entries),
        46 => Book46(room, indicator, entries),
        _ => Book64(room, indicator, entries),
    };

    private static int Book32(Span<byte> room, byte indicator, Entry[] entries)
    {
        MDIncrementalRefreshBook32Encoder.TryEncode(room, out var message);
        (message.TransactTime, message.MatchEventIndicator) = (TransactTimeNs, (MatchEventIndicator)indicator);
        var group = message.BeginNoMDEntries(entries.Length);
        foreach (Entry entry in entries)
        {
            var to = group.Next();
            (to.MDEntryPxMantissa, to.MDEntrySize, to.NumberOfOrders, to.MDPriceLevel) = (entry.Price, (int?)entry.Size, entry.Orders, entry.Level);
            (to.SecurityID, to.RptSeq) = (entry.Security, entry.RptSeq!.Value);
            (to.MDUpdateAction, to.MDEntryType) = ((MDUpdateAction)entry.Action, (MDEntryTypeBook)entry.Type);
        }

        var orders = message.BeginNoOrderIDEntries(8);
        foreach ((ulong id, int quantity) in entries.SelectMany(entry => entry.Fills)) Set(orders.Next(), id, quantity);
        return message.MessageLength;

        static void Set(MDIncrementalRefreshBook32Encoder.NoOrderIDEntriesEntryEncoder to, ulong id, int quantity) =>
            (to.OrderID, to.MDDisplayQty, to.ReferenceID) = (id, quantity, 1);
    }

    private static int Book46(Span<byte> room, byte indicator, Entry[] entries)
    {
        MDIncrementalRefreshBook46Encoder.TryEncode(room, out var message);
        (message.TransactTime, message.MatchEventIndicator) = (TransactTimeNs, (MatchEventIndicator)indicator);
        var group = message.BeginNoMDEntries(entries.Length);
        foreach (Entry entry in entries)
        {
            var to = group.Next();
            (to.MDEntryPxMantissa, to.MDEntrySize, to.NumberOfOrders, to.MDPriceLevel) = (entry.Price, (int?)entry.Size, entry.Orders, entry.Level);
            (to.SecurityID, to.RptSeq) = (entry.Security, entry.RptSeq!.Value);
            (to.MDUpdateAction, to.MDEntryType) = ((MDUpdateAction)entry.Action, (MDEntryTypeBook)entry.Type);
        }

        var orders = message.BeginNoOrderIDEntries(8);
        foreach ((ulong id, int quantity) in entries.SelectMany(entry => entry.Fills)) Set(orders.Next(), id, quantity);
        return message.MessageLength;

        static void Set(MDIncrementalRefreshBook46Encoder.NoOrderIDEntriesEntryEncoder to, ulong id, int quantity) =>
            (to.OrderID, to.MDDisplayQty, to.ReferenceID) = (id, quantity, 1);
    }

    private static int Book64(Span<byte> room, byte indicator, Entry[] entries)
    {
        MDIncrementalRefreshBookLongQty64Encoder.TryEncode(room, out var message);
        (message.TransactTime, message.MatchEventIndicator) = (TransactTimeNs, (MatchEventIndicator)indicator);
        var group = message.BeginNoMDEntries(entries.Length);
        foreach (Entry entry in entries)
        {
            var to = group.Next();
            (to.MDEntryPxMantissa, to.MDEntrySize, to.NumberOfOrders, to.MDPriceLevel) = (entry.Price, (ulong?)entry.Size, entry.Orders, entry.Level);
            (to.SecurityID, to.RptSeq) = (entry.Security, entry.RptSeq!.Value);
            (to.MDUpdateAction, to.MDEntryType) = ((MDUpdateAction)entry.Action, (MDEntryTypeBook)entry.Type);
        }

        var orders = message.BeginNoOrderIDEntries(8);
        foreach ((ulong id, int quantity) in entries.SelectMany(entry => entry.Fills)) Set(orders.Next(), id, quantity);
        return message.MessageLength;

        static void Set(MDIncrementalRefreshBookLongQty64Encoder.NoOrderIDEntriesEntryEncoder to, ulong id, int quantity) =>
            (to.OrderID, to.MDDisplayQty, to.ReferenceID) = (id, quantity, 1);
    }

    private static int Orders(int template, Span<byte> room, byte indicator, Entry[] entries) =>
        template == 43 ? Orders43(room, indicator, entries) : Orders47(room, indicator, entries);

    private static int Orders43(Span<byte> room, byte indicator, Entry[] entries)
    {
        MDIncrementalRefreshOrderBook43Encoder.TryEncode(room, out var message);
        (message.TransactTime, message.MatchEventIndicator) = (TransactTimeNs, (MatchEventIndicator)indicator);
        var group = message.BeginNoMDEntries(entries.Length);
        foreach (Entry entry in entries)
        {
            var to = group.Next();
            (to.OrderID, to.MDEntryPxMantissa, to.MDDisplayQty, to.SecurityID) = (77, entry.Price, (int?)entry.Size, entry.Security);
            (to.MDUpdateAction, to.MDEntryType) = ((MDUpdateAction)entry.Action, (MDEntryTypeBook)entry.Type);
        }

        return message.MessageLength;
    }

    private static int Orders47(Span<byte> room, byte indicator, Entry[] entries)
    {
        MDIncrementalRefreshOrderBook47Encoder.TryEncode(room, out var message);
        (message.TransactTime, message.MatchEventIndicator) = (TransactTimeNs, (MatchEventIndicator)indicator);
        var group = message.BeginNoMDEntries(entries.Length);
        foreach (Entry entry in entries)
        {
            var to = group.Next();
            (to.OrderID, to.MDEntryPxMantissa, to.MDDisplayQty, to.SecurityID) = (77, entry.Price, (int?)entry.Size, entry.Security);
            (to.MDUpdateAction, to.MDEntryType) = ((MDUpdateAction)entry.Action, (MDEntryTypeBook)entry.Type);
        }

        return message.MessageLength;
    }
}
