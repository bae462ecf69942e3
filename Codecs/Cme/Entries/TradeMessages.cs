using FeedHandler.Codecs.Cme.Entries;

namespace FeedHandler.Codecs.Cme;

public readonly ref partial struct MDIncrementalRefreshTradeSummary42
    : ITradeMessage<MDIncrementalRefreshTradeSummary42, MDIncrementalRefreshTradeSummary42.NoMDEntriesGroup,
        MDIncrementalRefreshTradeSummary42.NoOrderIDEntriesGroup>
{
    byte IEntryMessage<MDIncrementalRefreshTradeSummary42, MDIncrementalRefreshTradeSummary42.NoMDEntriesGroup>.MatchEventCode => (byte)MatchEventIndicator;

    bool IEntryMessage<MDIncrementalRefreshTradeSummary42, MDIncrementalRefreshTradeSummary42.NoMDEntriesGroup>.TryGetEntries(
        out NoMDEntriesGroup entries, out int orderCount)
    {
        orderCount = 0;
        if (!TryGetNoMDEntries(out entries) || !TryGetNoOrderIDEntries(entries, out var orders)) return false;
        orderCount = orders.Count;
        return true;
    }

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;

    public readonly ref partial struct NoOrderIDEntriesGroup : IEntryGroup<NoOrderIDEntriesEntry>;

    bool ITradeMessage<MDIncrementalRefreshTradeSummary42,
        MDIncrementalRefreshTradeSummary42.NoMDEntriesGroup, MDIncrementalRefreshTradeSummary42.NoOrderIDEntriesGroup>.TryGetOrders(
            in NoMDEntriesGroup entries, out NoOrderIDEntriesGroup orders) =>
        TryGetNoOrderIDEntries(entries, out orders);
}

public readonly ref partial struct MDIncrementalRefreshTradeSummary48
    : ITradeMessage<MDIncrementalRefreshTradeSummary48, MDIncrementalRefreshTradeSummary48.NoMDEntriesGroup,
        MDIncrementalRefreshTradeSummary48.NoOrderIDEntriesGroup>
{
    byte IEntryMessage<MDIncrementalRefreshTradeSummary48, MDIncrementalRefreshTradeSummary48.NoMDEntriesGroup>.MatchEventCode => (byte)MatchEventIndicator;

    bool IEntryMessage<MDIncrementalRefreshTradeSummary48, MDIncrementalRefreshTradeSummary48.NoMDEntriesGroup>.TryGetEntries(
        out NoMDEntriesGroup entries, out int orderCount)
    {
        orderCount = 0;
        if (!TryGetNoMDEntries(out entries) || !TryGetNoOrderIDEntries(entries, out var orders)) return false;
        orderCount = orders.Count;
        return true;
    }

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;

    public readonly ref partial struct NoOrderIDEntriesGroup : IEntryGroup<NoOrderIDEntriesEntry>;

    bool ITradeMessage<MDIncrementalRefreshTradeSummary48,
        MDIncrementalRefreshTradeSummary48.NoMDEntriesGroup, MDIncrementalRefreshTradeSummary48.NoOrderIDEntriesGroup>.TryGetOrders(
            in NoMDEntriesGroup entries, out NoOrderIDEntriesGroup orders) =>
        TryGetNoOrderIDEntries(entries, out orders);
}

public readonly ref partial struct MDIncrementalRefreshTradeSummaryLongQty65
    : ITradeMessage<MDIncrementalRefreshTradeSummaryLongQty65, MDIncrementalRefreshTradeSummaryLongQty65.NoMDEntriesGroup,
        MDIncrementalRefreshTradeSummaryLongQty65.NoOrderIDEntriesGroup>
{
    byte IEntryMessage<MDIncrementalRefreshTradeSummaryLongQty65, MDIncrementalRefreshTradeSummaryLongQty65.NoMDEntriesGroup>.MatchEventCode =>
        (byte)MatchEventIndicator;

    bool IEntryMessage<MDIncrementalRefreshTradeSummaryLongQty65, MDIncrementalRefreshTradeSummaryLongQty65.NoMDEntriesGroup>.TryGetEntries(
        out NoMDEntriesGroup entries, out int orderCount)
    {
        orderCount = 0;
        if (!TryGetNoMDEntries(out entries) || !TryGetNoOrderIDEntries(entries, out var orders)) return false;
        orderCount = orders.Count;
        return true;
    }

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;

    public readonly ref partial struct NoOrderIDEntriesGroup : IEntryGroup<NoOrderIDEntriesEntry>;

    bool ITradeMessage<MDIncrementalRefreshTradeSummaryLongQty65,
        MDIncrementalRefreshTradeSummaryLongQty65.NoMDEntriesGroup, MDIncrementalRefreshTradeSummaryLongQty65.NoOrderIDEntriesGroup>.TryGetOrders(
            in NoMDEntriesGroup entries, out NoOrderIDEntriesGroup orders) =>
        TryGetNoOrderIDEntries(entries, out orders);
}
