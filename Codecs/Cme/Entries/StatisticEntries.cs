using FeedHandler.Codecs.Cme.Entries;

namespace FeedHandler.Codecs.Cme;

public readonly ref partial struct MDIncrementalRefreshSessionStatistics35
{
    public readonly ref partial struct NoMDEntriesEntry : IStatisticEntry
    {
        static int IMarketEntry.NanoPerMantissa => 100;

        long IPricedEntry.PriceMantissa => MDEntryPx.Mantissa;

        long IPricedEntry.EntryQuantity => Quantities.From(MDEntrySizeRaw);

        byte IMarketEntry.ActionCode => (byte)MDUpdateAction;

        byte IStatisticEntry.TypeCode => (byte)MDEntryType;

        byte IStatisticEntry.FlagCode => (byte)OpenCloseSettlFlag;
    }
}

public readonly ref partial struct MDIncrementalRefreshSessionStatistics51
{
    public readonly ref partial struct NoMDEntriesEntry : IStatisticEntry
    {
        static int IMarketEntry.NanoPerMantissa => 1;

        long IPricedEntry.PriceMantissa => MDEntryPx.Mantissa;

        long IPricedEntry.EntryQuantity => Quantities.From(MDEntrySizeRaw);

        byte IMarketEntry.ActionCode => (byte)MDUpdateAction;

        byte IStatisticEntry.TypeCode => (byte)MDEntryType;

        byte IStatisticEntry.FlagCode => (byte)OpenCloseSettlFlag;
    }
}

public readonly ref partial struct MDIncrementalRefreshSessionStatisticsLongQty67
{
    public readonly ref partial struct NoMDEntriesEntry : IStatisticEntry
    {
        static int IMarketEntry.NanoPerMantissa => 1;

        long IPricedEntry.PriceMantissa => MDEntryPx.Mantissa;

        long IPricedEntry.EntryQuantity => Quantities.From(MDEntrySizeRaw);

        byte IMarketEntry.ActionCode => (byte)MDUpdateAction;

        byte IStatisticEntry.TypeCode => (byte)MDEntryType;

        byte IStatisticEntry.FlagCode => (byte)OpenCloseSettlFlag;
    }
}

public readonly ref partial struct MDIncrementalRefreshDailyStatistics33
{
    public readonly ref partial struct NoMDEntriesEntry : IStatisticEntry
    {
        static int IMarketEntry.NanoPerMantissa => 100;

        long IPricedEntry.PriceMantissa => MDEntryPx.MantissaRaw;

        long IPricedEntry.EntryQuantity => Quantities.From(MDEntrySizeRaw);

        byte IMarketEntry.ActionCode => (byte)MDUpdateAction;

        byte IStatisticEntry.TypeCode => (byte)MDEntryType;

        byte IStatisticEntry.FlagCode => (byte)SettlPriceType;
    }
}

public readonly ref partial struct MDIncrementalRefreshDailyStatistics49
{
    public readonly ref partial struct NoMDEntriesEntry : IStatisticEntry
    {
        static int IMarketEntry.NanoPerMantissa => 1;

        long IPricedEntry.PriceMantissa => MDEntryPx.MantissaRaw;

        long IPricedEntry.EntryQuantity => Quantities.From(MDEntrySizeRaw);

        byte IMarketEntry.ActionCode => (byte)MDUpdateAction;

        byte IStatisticEntry.TypeCode => (byte)MDEntryType;

        byte IStatisticEntry.FlagCode => (byte)SettlPriceType;
    }
}
