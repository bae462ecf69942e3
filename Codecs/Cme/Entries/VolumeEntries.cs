using FeedHandler.Codecs.Cme.Entries;

namespace FeedHandler.Codecs.Cme;

public readonly ref partial struct MDIncrementalRefreshVolume37
{
    public readonly ref partial struct NoMDEntriesEntry : IVolumeEntry
    {
        static int IMarketEntry.NanoPerMantissa => 1;

        byte IMarketEntry.ActionCode => (byte)MDUpdateAction;

        long IVolumeEntry.EntryQuantity => MDEntrySize;
    }
}

public readonly ref partial struct MDIncrementalRefreshVolumeLongQty66
{
    public readonly ref partial struct NoMDEntriesEntry : IVolumeEntry
    {
        static int IMarketEntry.NanoPerMantissa => 1;

        byte IMarketEntry.ActionCode => (byte)MDUpdateAction;

        long IVolumeEntry.EntryQuantity => Quantities.From(MDEntrySize);
    }
}
