using FeedHandler.Codecs.Cme.Entries;

namespace FeedHandler.Codecs.Cme;

public readonly ref partial struct SnapshotFullRefresh38 : ISnapshotMessage<SnapshotFullRefresh38, SnapshotFullRefresh38.NoMDEntriesGroup>
{
    static int ISnapshotMessage<SnapshotFullRefresh38, NoMDEntriesGroup>.NanoPerMantissa => 100;

    byte ISnapshotMessage<SnapshotFullRefresh38, NoMDEntriesGroup>.TradingStatusCode => (byte)MDSecurityTradingStatus;

    long ISnapshotMessage<SnapshotFullRefresh38, NoMDEntriesGroup>.HighLimitMantissa => HighLimitPrice.MantissaRaw;

    long ISnapshotMessage<SnapshotFullRefresh38, NoMDEntriesGroup>.LowLimitMantissa => LowLimitPrice.MantissaRaw;

    long ISnapshotMessage<SnapshotFullRefresh38, NoMDEntriesGroup>.MaxPriceVariationMantissa => MaxPriceVariation.MantissaRaw;

    bool ISnapshotMessage<SnapshotFullRefresh38, NoMDEntriesGroup>.TryGetEntries(out NoMDEntriesGroup entries) => TryGetNoMDEntries(out entries);

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;

    public readonly ref partial struct NoMDEntriesEntry : ISnapshotEntry
    {
        long ISnapshotEntry.PriceMantissa => MDEntryPx.MantissaRaw;

        long ISnapshotEntry.EntryQuantity => Quantities.From(MDEntrySizeRaw);

        int ISnapshotEntry.OrderCount => NumberOfOrdersRaw;

        byte ISnapshotEntry.LevelCode => (byte)MDPriceLevelRaw;

        byte ISnapshotEntry.TypeCode => (byte)MDEntryType;

        byte ISnapshotEntry.FlagCode => (byte)MDEntryType == (byte)'6' ? (byte)SettlPriceType : (byte)OpenCloseSettlFlag;
    }
}

public readonly ref partial struct SnapshotFullRefresh52 : ISnapshotMessage<SnapshotFullRefresh52, SnapshotFullRefresh52.NoMDEntriesGroup>
{
    static int ISnapshotMessage<SnapshotFullRefresh52, NoMDEntriesGroup>.NanoPerMantissa => 1;

    byte ISnapshotMessage<SnapshotFullRefresh52, NoMDEntriesGroup>.TradingStatusCode => (byte)MDSecurityTradingStatus;

    long ISnapshotMessage<SnapshotFullRefresh52, NoMDEntriesGroup>.HighLimitMantissa => HighLimitPrice.MantissaRaw;

    long ISnapshotMessage<SnapshotFullRefresh52, NoMDEntriesGroup>.LowLimitMantissa => LowLimitPrice.MantissaRaw;

    long ISnapshotMessage<SnapshotFullRefresh52, NoMDEntriesGroup>.MaxPriceVariationMantissa => MaxPriceVariation.MantissaRaw;

    bool ISnapshotMessage<SnapshotFullRefresh52, NoMDEntriesGroup>.TryGetEntries(out NoMDEntriesGroup entries) => TryGetNoMDEntries(out entries);

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;

    public readonly ref partial struct NoMDEntriesEntry : ISnapshotEntry
    {
        long ISnapshotEntry.PriceMantissa => MDEntryPx.MantissaRaw;

        long ISnapshotEntry.EntryQuantity => Quantities.From(MDEntrySizeRaw);

        int ISnapshotEntry.OrderCount => NumberOfOrdersRaw;

        byte ISnapshotEntry.LevelCode => (byte)MDPriceLevelRaw;

        byte ISnapshotEntry.TypeCode => (byte)MDEntryType;

        byte ISnapshotEntry.FlagCode => (byte)MDEntryType == (byte)'6' ? (byte)SettlPriceType : (byte)OpenCloseSettlFlag;
    }
}

public readonly ref partial struct SnapshotFullRefreshLongQty69 : ISnapshotMessage<SnapshotFullRefreshLongQty69, SnapshotFullRefreshLongQty69.NoMDEntriesGroup>
{
    static int ISnapshotMessage<SnapshotFullRefreshLongQty69, NoMDEntriesGroup>.NanoPerMantissa => 1;

    byte ISnapshotMessage<SnapshotFullRefreshLongQty69, NoMDEntriesGroup>.TradingStatusCode => (byte)MDSecurityTradingStatus;

    long ISnapshotMessage<SnapshotFullRefreshLongQty69, NoMDEntriesGroup>.HighLimitMantissa => HighLimitPrice.MantissaRaw;

    long ISnapshotMessage<SnapshotFullRefreshLongQty69, NoMDEntriesGroup>.LowLimitMantissa => LowLimitPrice.MantissaRaw;

    long ISnapshotMessage<SnapshotFullRefreshLongQty69, NoMDEntriesGroup>.MaxPriceVariationMantissa => MaxPriceVariation.MantissaRaw;

    bool ISnapshotMessage<SnapshotFullRefreshLongQty69, NoMDEntriesGroup>.TryGetEntries(out NoMDEntriesGroup entries) => TryGetNoMDEntries(out entries);

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;

    public readonly ref partial struct NoMDEntriesEntry : ISnapshotEntry
    {
        long ISnapshotEntry.PriceMantissa => MDEntryPx.MantissaRaw;

        long ISnapshotEntry.EntryQuantity => Quantities.From(MDEntrySizeRaw);

        int ISnapshotEntry.OrderCount => NumberOfOrdersRaw;

        byte ISnapshotEntry.LevelCode => (byte)MDPriceLevelRaw;

        byte ISnapshotEntry.TypeCode => (byte)MDEntryType;

        byte ISnapshotEntry.FlagCode => (byte)OpenCloseSettlFlag;
    }
}
