using FeedHandler.Codecs.Cme.Entries;

namespace FeedHandler.Codecs.Cme;

public readonly ref partial struct MDIncrementalRefreshDailyStatistics33
    : IEntryMessage<MDIncrementalRefreshDailyStatistics33, MDIncrementalRefreshDailyStatistics33.NoMDEntriesGroup>
{
    byte IEntryMessage<MDIncrementalRefreshDailyStatistics33, MDIncrementalRefreshDailyStatistics33.NoMDEntriesGroup>.MatchEventCode =>
        (byte)MatchEventIndicator;

    bool IEntryMessage<MDIncrementalRefreshDailyStatistics33, MDIncrementalRefreshDailyStatistics33.NoMDEntriesGroup>.TryGetEntries(
        out NoMDEntriesGroup entries, out int orderCount)
    {
        orderCount = 0;
        return TryGetNoMDEntries(out entries);
    }

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;
}

public readonly ref partial struct MDIncrementalRefreshDailyStatistics49
    : IEntryMessage<MDIncrementalRefreshDailyStatistics49, MDIncrementalRefreshDailyStatistics49.NoMDEntriesGroup>
{
    byte IEntryMessage<MDIncrementalRefreshDailyStatistics49, MDIncrementalRefreshDailyStatistics49.NoMDEntriesGroup>.MatchEventCode =>
        (byte)MatchEventIndicator;

    bool IEntryMessage<MDIncrementalRefreshDailyStatistics49, MDIncrementalRefreshDailyStatistics49.NoMDEntriesGroup>.TryGetEntries(
        out NoMDEntriesGroup entries, out int orderCount)
    {
        orderCount = 0;
        return TryGetNoMDEntries(out entries);
    }

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;
}

public readonly ref partial struct MDIncrementalRefreshSessionStatistics35
    : IEntryMessage<MDIncrementalRefreshSessionStatistics35, MDIncrementalRefreshSessionStatistics35.NoMDEntriesGroup>
{
    byte IEntryMessage<MDIncrementalRefreshSessionStatistics35, MDIncrementalRefreshSessionStatistics35.NoMDEntriesGroup>.MatchEventCode =>
        (byte)MatchEventIndicator;

    bool IEntryMessage<MDIncrementalRefreshSessionStatistics35, MDIncrementalRefreshSessionStatistics35.NoMDEntriesGroup>.TryGetEntries(
        out NoMDEntriesGroup entries, out int orderCount)
    {
        orderCount = 0;
        return TryGetNoMDEntries(out entries);
    }

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;
}

public readonly ref partial struct MDIncrementalRefreshSessionStatistics51
    : IEntryMessage<MDIncrementalRefreshSessionStatistics51, MDIncrementalRefreshSessionStatistics51.NoMDEntriesGroup>
{
    byte IEntryMessage<MDIncrementalRefreshSessionStatistics51, MDIncrementalRefreshSessionStatistics51.NoMDEntriesGroup>.MatchEventCode =>
        (byte)MatchEventIndicator;

    bool IEntryMessage<MDIncrementalRefreshSessionStatistics51, MDIncrementalRefreshSessionStatistics51.NoMDEntriesGroup>.TryGetEntries(
        out NoMDEntriesGroup entries, out int orderCount)
    {
        orderCount = 0;
        return TryGetNoMDEntries(out entries);
    }

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;
}

public readonly ref partial struct MDIncrementalRefreshSessionStatisticsLongQty67
    : IEntryMessage<MDIncrementalRefreshSessionStatisticsLongQty67, MDIncrementalRefreshSessionStatisticsLongQty67.NoMDEntriesGroup>
{
    byte IEntryMessage<MDIncrementalRefreshSessionStatisticsLongQty67, MDIncrementalRefreshSessionStatisticsLongQty67.NoMDEntriesGroup>.MatchEventCode =>
        (byte)MatchEventIndicator;

    bool IEntryMessage<MDIncrementalRefreshSessionStatisticsLongQty67, MDIncrementalRefreshSessionStatisticsLongQty67.NoMDEntriesGroup>.TryGetEntries(
        out NoMDEntriesGroup entries, out int orderCount)
    {
        orderCount = 0;
        return TryGetNoMDEntries(out entries);
    }

    public readonly ref partial struct NoMDEntriesGroup : IEntryGroup<NoMDEntriesEntry>;
}
