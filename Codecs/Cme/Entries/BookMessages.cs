using FeedHandler.Codecs.Cme.Entries;

namespace FeedHandler.Codecs.Cme;

public readonly ref partial struct MDIncrementalRefreshBook32
    : IBookMessage<MDIncrementalRefreshBook32, MDIncrementalRefreshBook32.NoMDEntriesGroup, MDIncrementalRefreshBook32.NoOrderIDEntriesGroup>
{
    byte IEntryMessage<MDIncrementalRefreshBook32, MDIncrementalRefreshBook32.NoMDEntriesGroup>.MatchEventCode => (byte)MatchEventIndicator;

    bool IEntryMessage<MDIncrementalRefreshBook32, MDIncrementalRefreshBook32.NoMDEntriesGroup>.TryGetEntries(out NoMDEntriesGroup entries, out int orderCount)
    {
        orderCount = 0;
        if (!TryGetNoMDEntries(out entries) || !TryGetNoOrderIDEntries(entries, out var orders)) return false;
        orderCount = orders.Count;
        return true;
    }

    bool IBookMessage<MDIncrementalRefreshBook32, MDIncrementalRefreshBook32.NoMDEntriesGroup, MDIncrementalRefreshBook32.NoOrderIDEntriesGroup>.TryGetOrders(
        in NoMDEntriesGroup entries, out NoOrderIDEntriesGroup orders) =>
        TryGetNoOrderIDEntries(entries, out orders);

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;

    public readonly ref partial struct NoOrderIDEntriesGroup : IEntryGroup<NoOrderIDEntriesEntry>;

    public readonly ref partial struct NoOrderIDEntriesEntry : ILevelOrderEntry
    {
        ulong ILevelOrderEntry.PriorityCode => MDOrderPriorityRaw;

        long ILevelOrderEntry.DisplayQuantity => Quantities.From(MDDisplayQtyRaw);

        byte ILevelOrderEntry.ReferenceCode => ReferenceIDRaw;

        byte ILevelOrderEntry.ActionCode => (byte)OrderUpdateAction;
    }
}

public readonly ref partial struct MDIncrementalRefreshBook46
    : IBookMessage<MDIncrementalRefreshBook46, MDIncrementalRefreshBook46.NoMDEntriesGroup, MDIncrementalRefreshBook46.NoOrderIDEntriesGroup>
{
    byte IEntryMessage<MDIncrementalRefreshBook46, MDIncrementalRefreshBook46.NoMDEntriesGroup>.MatchEventCode => (byte)MatchEventIndicator;

    bool IEntryMessage<MDIncrementalRefreshBook46, MDIncrementalRefreshBook46.NoMDEntriesGroup>.TryGetEntries(out NoMDEntriesGroup entries, out int orderCount)
    {
        orderCount = 0;
        if (!TryGetNoMDEntries(out entries) || !TryGetNoOrderIDEntries(entries, out var orders)) return false;
        orderCount = orders.Count;
        return true;
    }

    bool IBookMessage<MDIncrementalRefreshBook46, MDIncrementalRefreshBook46.NoMDEntriesGroup, MDIncrementalRefreshBook46.NoOrderIDEntriesGroup>.TryGetOrders(
        in NoMDEntriesGroup entries, out NoOrderIDEntriesGroup orders) =>
        TryGetNoOrderIDEntries(entries, out orders);

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;

    public readonly ref partial struct NoOrderIDEntriesGroup : IEntryGroup<NoOrderIDEntriesEntry>;

    public readonly ref partial struct NoOrderIDEntriesEntry : ILevelOrderEntry
    {
        ulong ILevelOrderEntry.PriorityCode => MDOrderPriorityRaw;

        long ILevelOrderEntry.DisplayQuantity => Quantities.From(MDDisplayQtyRaw);

        byte ILevelOrderEntry.ReferenceCode => ReferenceIDRaw;

        byte ILevelOrderEntry.ActionCode => (byte)OrderUpdateAction;
    }
}

public readonly ref partial struct MDIncrementalRefreshBookLongQty64
    : IBookMessage<
        MDIncrementalRefreshBookLongQty64, MDIncrementalRefreshBookLongQty64.NoMDEntriesGroup,
        MDIncrementalRefreshBookLongQty64.NoOrderIDEntriesGroup>
{
    byte IEntryMessage<MDIncrementalRefreshBookLongQty64, MDIncrementalRefreshBookLongQty64.NoMDEntriesGroup>.MatchEventCode => (byte)MatchEventIndicator;

    bool IEntryMessage<MDIncrementalRefreshBookLongQty64, MDIncrementalRefreshBookLongQty64.NoMDEntriesGroup>.TryGetEntries(
        out NoMDEntriesGroup entries, out int orderCount)
    {
        orderCount = 0;
        if (!TryGetNoMDEntries(out entries) || !TryGetNoOrderIDEntries(entries, out var orders)) return false;
        orderCount = orders.Count;
        return true;
    }

    bool IBookMessage<
        MDIncrementalRefreshBookLongQty64, MDIncrementalRefreshBookLongQty64.NoMDEntriesGroup,
        MDIncrementalRefreshBookLongQty64.NoOrderIDEntriesGroup>.TryGetOrders(
        in NoMDEntriesGroup entries, out NoOrderIDEntriesGroup orders) =>
        TryGetNoOrderIDEntries(entries, out orders);

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;

    public readonly ref partial struct NoOrderIDEntriesGroup : IEntryGroup<NoOrderIDEntriesEntry>;

    public readonly ref partial struct NoOrderIDEntriesEntry : ILevelOrderEntry
    {
        ulong ILevelOrderEntry.PriorityCode => MDOrderPriorityRaw;

        long ILevelOrderEntry.DisplayQuantity => Quantities.From(MDDisplayQtyRaw);

        byte ILevelOrderEntry.ReferenceCode => ReferenceIDRaw;

        byte ILevelOrderEntry.ActionCode => (byte)OrderUpdateAction;
    }
}
