using FeedHandler.Codecs.Cme.Entries;

namespace FeedHandler.Codecs.Cme;

public readonly ref partial struct MDIncrementalRefreshBook32 : IEntryMessage<MDIncrementalRefreshBook32, MDIncrementalRefreshBook32.NoMDEntriesGroup>
{
    byte IEntryMessage<MDIncrementalRefreshBook32, MDIncrementalRefreshBook32.NoMDEntriesGroup>.MatchEventCode => (byte)MatchEventIndicator;

    bool IEntryMessage<MDIncrementalRefreshBook32, MDIncrementalRefreshBook32.NoMDEntriesGroup>.TryGetEntries(out NoMDEntriesGroup entries, out int orderCount)
    {
        orderCount = 0;
        if (!TryGetNoMDEntries(out entries) || !TryGetNoOrderIDEntries(entries, out var orders)) return false;
        orderCount = orders.Count;
        return true;
    }

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;
}

public readonly ref partial struct MDIncrementalRefreshBook46 : IEntryMessage<MDIncrementalRefreshBook46, MDIncrementalRefreshBook46.NoMDEntriesGroup>
{
    byte IEntryMessage<MDIncrementalRefreshBook46, MDIncrementalRefreshBook46.NoMDEntriesGroup>.MatchEventCode => (byte)MatchEventIndicator;

    bool IEntryMessage<MDIncrementalRefreshBook46, MDIncrementalRefreshBook46.NoMDEntriesGroup>.TryGetEntries(out NoMDEntriesGroup entries, out int orderCount)
    {
        orderCount = 0;
        if (!TryGetNoMDEntries(out entries) || !TryGetNoOrderIDEntries(entries, out var orders)) return false;
        orderCount = orders.Count;
        return true;
    }

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;
}

public readonly ref partial struct MDIncrementalRefreshBookLongQty64
    : IEntryMessage<MDIncrementalRefreshBookLongQty64, MDIncrementalRefreshBookLongQty64.NoMDEntriesGroup>
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

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;
}
