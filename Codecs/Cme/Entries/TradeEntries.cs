using FeedHandler.Codecs.Cme.Entries;

namespace FeedHandler.Codecs.Cme;

public readonly ref partial struct MDIncrementalRefreshTrade36
{
    public readonly ref partial struct NoMDEntriesEntry : ITradeEntry
    {
        static int IMarketEntry.NanoPerMantissa => 100;

        long IPricedEntry.PriceMantissa => MDEntryPx.Mantissa;

        long IPricedEntry.EntryQuantity => MDEntrySize;

        byte IMarketEntry.ActionCode => (byte)MDUpdateAction;

        int ITradeEntry.OrderCount => NumberOfOrdersRaw;

        byte ITradeEntry.AggressorCode => (byte)AggressorSide;
    }
}

public readonly ref partial struct MDIncrementalRefreshTradeSummary42
{
    public readonly ref partial struct NoMDEntriesEntry : ITradeEntry
    {
        static int IMarketEntry.NanoPerMantissa => 100;

        long IPricedEntry.PriceMantissa => MDEntryPx.Mantissa;

        long IPricedEntry.EntryQuantity => MDEntrySize;

        byte IMarketEntry.ActionCode => (byte)MDUpdateAction;

        int ITradeEntry.OrderCount => NumberOfOrdersRaw;

        byte ITradeEntry.AggressorCode => (byte)AggressorSide;
    }
}

public readonly ref partial struct MDIncrementalRefreshTradeSummary48
{
    public readonly ref partial struct NoMDEntriesEntry : ITradeEntry
    {
        static int IMarketEntry.NanoPerMantissa => 1;

        long IPricedEntry.PriceMantissa => MDEntryPx.Mantissa;

        long IPricedEntry.EntryQuantity => MDEntrySize;

        byte IMarketEntry.ActionCode => (byte)MDUpdateAction;

        int ITradeEntry.OrderCount => NumberOfOrders;

        byte ITradeEntry.AggressorCode => (byte)AggressorSide;
    }
}

public readonly ref partial struct MDIncrementalRefreshTradeSummaryLongQty65
{
    public readonly ref partial struct NoMDEntriesEntry : ITradeEntry
    {
        static int IMarketEntry.NanoPerMantissa => 1;

        long IPricedEntry.PriceMantissa => MDEntryPx.Mantissa;

        long IPricedEntry.EntryQuantity => Quantities.From(MDEntrySize);

        byte IMarketEntry.ActionCode => (byte)MDUpdateAction;

        int ITradeEntry.OrderCount => NumberOfOrders;

        byte ITradeEntry.AggressorCode => (byte)AggressorSide;
    }
}

public readonly ref partial struct MDIncrementalRefreshTradeSummary42
{
    public readonly ref partial struct NoOrderIDEntriesEntry : ITradeOrderEntry;
}

public readonly ref partial struct MDIncrementalRefreshTradeSummary48
{
    public readonly ref partial struct NoOrderIDEntriesEntry : ITradeOrderEntry;
}

public readonly ref partial struct MDIncrementalRefreshTradeSummaryLongQty65
{
    public readonly ref partial struct NoOrderIDEntriesEntry : ITradeOrderEntry;
}
