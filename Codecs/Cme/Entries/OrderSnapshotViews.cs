using FeedHandler.Codecs.Cme.Entries;

namespace FeedHandler.Codecs.Cme;

public readonly ref partial struct SnapshotFullRefreshOrderBook44
    : IOrderSnapshotMessage<SnapshotFullRefreshOrderBook44, SnapshotFullRefreshOrderBook44.NoMDEntriesGroup>
{
    bool IOrderSnapshotMessage<SnapshotFullRefreshOrderBook44, NoMDEntriesGroup>.TryGetEntries(out NoMDEntriesGroup entries) =>
        TryGetNoMDEntries(out entries);

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;

    public readonly ref partial struct NoMDEntriesEntry : IOrderSnapshotEntry
    {
        static int IOrderSnapshotEntry.NanoPerMantissa => 100;

        ulong IOrderSnapshotEntry.PriorityCode => MDOrderPriorityRaw;

        long IOrderSnapshotEntry.PriceMantissa => MDEntryPx.Mantissa;

        long IOrderSnapshotEntry.DisplayQuantity => MDDisplayQty;

        byte IOrderSnapshotEntry.TypeCode => (byte)MDEntryType;
    }
}

public readonly ref partial struct SnapshotFullRefreshOrderBook53
    : IOrderSnapshotMessage<SnapshotFullRefreshOrderBook53, SnapshotFullRefreshOrderBook53.NoMDEntriesGroup>
{
    bool IOrderSnapshotMessage<SnapshotFullRefreshOrderBook53, NoMDEntriesGroup>.TryGetEntries(out NoMDEntriesGroup entries) =>
        TryGetNoMDEntries(out entries);

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;

    public readonly ref partial struct NoMDEntriesEntry : IOrderSnapshotEntry
    {
        static int IOrderSnapshotEntry.NanoPerMantissa => 1;

        ulong IOrderSnapshotEntry.PriorityCode => MDOrderPriorityRaw;

        long IOrderSnapshotEntry.PriceMantissa => MDEntryPx.Mantissa;

        long IOrderSnapshotEntry.DisplayQuantity => MDDisplayQty;

        byte IOrderSnapshotEntry.TypeCode => (byte)MDEntryType;
    }
}
