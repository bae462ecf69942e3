using FeedHandler.Codecs.Cme.Entries;

namespace FeedHandler.Codecs.Cme;

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
