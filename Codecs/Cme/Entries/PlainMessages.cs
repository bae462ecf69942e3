using FeedHandler.Codecs.Cme.Entries;

namespace FeedHandler.Codecs.Cme;

public readonly ref partial struct MDIncrementalRefreshTrade36 : IEntryMessage<MDIncrementalRefreshTrade36, MDIncrementalRefreshTrade36.NoMDEntriesGroup>
{
    byte IEntryMessage<MDIncrementalRefreshTrade36, MDIncrementalRefreshTrade36.NoMDEntriesGroup>.MatchEventCode => (byte)MatchEventIndicator;

    bool IEntryMessage<MDIncrementalRefreshTrade36, MDIncrementalRefreshTrade36.NoMDEntriesGroup>.TryGetEntries(
        out NoMDEntriesGroup entries, out int orderCount)
    {
        orderCount = 0;
        return TryGetNoMDEntries(out entries);
    }

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;
}

public readonly ref partial struct MDIncrementalRefreshVolume37 : IEntryMessage<MDIncrementalRefreshVolume37, MDIncrementalRefreshVolume37.NoMDEntriesGroup>
{
    byte IEntryMessage<MDIncrementalRefreshVolume37, MDIncrementalRefreshVolume37.NoMDEntriesGroup>.MatchEventCode => (byte)MatchEventIndicator;

    bool IEntryMessage<MDIncrementalRefreshVolume37, MDIncrementalRefreshVolume37.NoMDEntriesGroup>.TryGetEntries(
        out NoMDEntriesGroup entries, out int orderCount)
    {
        orderCount = 0;
        return TryGetNoMDEntries(out entries);
    }

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;
}

public readonly ref partial struct MDIncrementalRefreshVolumeLongQty66
    : IEntryMessage<MDIncrementalRefreshVolumeLongQty66, MDIncrementalRefreshVolumeLongQty66.NoMDEntriesGroup>
{
    byte IEntryMessage<MDIncrementalRefreshVolumeLongQty66, MDIncrementalRefreshVolumeLongQty66.NoMDEntriesGroup>.MatchEventCode => (byte)MatchEventIndicator;

    bool IEntryMessage<MDIncrementalRefreshVolumeLongQty66, MDIncrementalRefreshVolumeLongQty66.NoMDEntriesGroup>.TryGetEntries(
        out NoMDEntriesGroup entries, out int orderCount)
    {
        orderCount = 0;
        return TryGetNoMDEntries(out entries);
    }

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;
}

public readonly ref partial struct MDIncrementalRefreshLimitsBanding34
    : IEntryMessage<MDIncrementalRefreshLimitsBanding34, MDIncrementalRefreshLimitsBanding34.NoMDEntriesGroup>
{
    byte IEntryMessage<MDIncrementalRefreshLimitsBanding34, MDIncrementalRefreshLimitsBanding34.NoMDEntriesGroup>.MatchEventCode => (byte)MatchEventIndicator;

    bool IEntryMessage<MDIncrementalRefreshLimitsBanding34, MDIncrementalRefreshLimitsBanding34.NoMDEntriesGroup>.TryGetEntries(
        out NoMDEntriesGroup entries, out int orderCount)
    {
        orderCount = 0;
        return TryGetNoMDEntries(out entries);
    }

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;
}

public readonly ref partial struct MDIncrementalRefreshLimitsBanding50
    : IEntryMessage<MDIncrementalRefreshLimitsBanding50, MDIncrementalRefreshLimitsBanding50.NoMDEntriesGroup>
{
    byte IEntryMessage<MDIncrementalRefreshLimitsBanding50, MDIncrementalRefreshLimitsBanding50.NoMDEntriesGroup>.MatchEventCode => (byte)MatchEventIndicator;

    bool IEntryMessage<MDIncrementalRefreshLimitsBanding50, MDIncrementalRefreshLimitsBanding50.NoMDEntriesGroup>.TryGetEntries(
        out NoMDEntriesGroup entries, out int orderCount)
    {
        orderCount = 0;
        return TryGetNoMDEntries(out entries);
    }

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;
}

public readonly ref partial struct ChannelReset4 : IEntryMessage<ChannelReset4, ChannelReset4.NoMDEntriesGroup>
{
    byte IEntryMessage<ChannelReset4, NoMDEntriesGroup>.MatchEventCode => (byte)MatchEventIndicator;

    bool IEntryMessage<ChannelReset4, NoMDEntriesGroup>.TryGetEntries(out NoMDEntriesGroup entries, out int orderCount)
    {
        orderCount = 0;
        return TryGetNoMDEntries(out entries);
    }
}

public readonly ref partial struct SecurityStatus30 : IWholeMessage<SecurityStatus30>;
