using FeedHandler.Codecs.Cme.Entries;

namespace FeedHandler.Codecs.Cme;

public readonly ref partial struct MDIncrementalRefreshOrderBook43
    : IEntryMessage<MDIncrementalRefreshOrderBook43, MDIncrementalRefreshOrderBook43.NoMDEntriesGroup>
{
    byte IEntryMessage<MDIncrementalRefreshOrderBook43, MDIncrementalRefreshOrderBook43.NoMDEntriesGroup>.MatchEventCode => (byte)MatchEventIndicator;

    bool IEntryMessage<MDIncrementalRefreshOrderBook43, MDIncrementalRefreshOrderBook43.NoMDEntriesGroup>.TryGetEntries(
        out NoMDEntriesGroup entries, out int orderCount)
    {
        if (!TryGetNoMDEntries(out entries))
        {
            orderCount = 0;
            return false;
        }

        orderCount = entries.Count;
        return true;
    }

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;

    public readonly ref partial struct NoMDEntriesEntry : IOrderEntry
    {
        static int IOrderEntry.NanoPerMantissa => 100;

        ulong IOrderEntry.IdCode => OrderIDRaw;

        ulong IOrderEntry.PriorityCode => MDOrderPriorityRaw;

        long IOrderEntry.PriceMantissa => MDEntryPx.MantissaRaw;

        long IOrderEntry.DisplayQuantity => Quantities.From(MDDisplayQtyRaw);

        byte IOrderEntry.ActionCode => (byte)MDUpdateAction;

        byte IOrderEntry.TypeCode => (byte)MDEntryType;
    }
}

public readonly ref partial struct MDIncrementalRefreshOrderBook47
    : IEntryMessage<MDIncrementalRefreshOrderBook47, MDIncrementalRefreshOrderBook47.NoMDEntriesGroup>
{
    byte IEntryMessage<MDIncrementalRefreshOrderBook47, MDIncrementalRefreshOrderBook47.NoMDEntriesGroup>.MatchEventCode => (byte)MatchEventIndicator;

    bool IEntryMessage<MDIncrementalRefreshOrderBook47, MDIncrementalRefreshOrderBook47.NoMDEntriesGroup>.TryGetEntries(
        out NoMDEntriesGroup entries, out int orderCount)
    {
        if (!TryGetNoMDEntries(out entries))
        {
            orderCount = 0;
            return false;
        }

        orderCount = entries.Count;
        return true;
    }

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;

    public readonly ref partial struct NoMDEntriesEntry : IOrderEntry
    {
        static int IOrderEntry.NanoPerMantissa => 1;

        ulong IOrderEntry.IdCode => OrderIDRaw;

        ulong IOrderEntry.PriorityCode => MDOrderPriorityRaw;

        long IOrderEntry.PriceMantissa => MDEntryPx.MantissaRaw;

        long IOrderEntry.DisplayQuantity => Quantities.From(MDDisplayQtyRaw);

        byte IOrderEntry.ActionCode => (byte)MDUpdateAction;

        byte IOrderEntry.TypeCode => (byte)MDEntryType;
    }
}
