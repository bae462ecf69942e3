using FeedHandler.Codecs.Cme.Entries;

namespace FeedHandler.Codecs.Cme;

public readonly ref partial struct MDIncrementalRefreshBook32
{
    public readonly ref partial struct NoMDEntriesEntry : IBookEntry, IEntryAt<NoMDEntriesEntry>
    {
        static int IMarketEntry.NanoPerMantissa => 100;

        long IPricedEntry.PriceMantissa => MDEntryPx.MantissaRaw;

        long IPricedEntry.EntryQuantity => Quantities.From(MDEntrySizeRaw);

        byte IMarketEntry.ActionCode => (byte)MDUpdateAction;

        int IBookEntry.OrderCount => NumberOfOrdersRaw;

        byte IBookEntry.TypeCode => (byte)MDEntryType;

        static NoMDEntriesEntry IEntryAt<NoMDEntriesEntry>.At(ref byte block) => new(ref block);
    }
}

public readonly ref partial struct MDIncrementalRefreshBook46
{
    public readonly ref partial struct NoMDEntriesEntry : IBookEntry, IEntryAt<NoMDEntriesEntry>
    {
        static int IMarketEntry.NanoPerMantissa => 1;

        long IPricedEntry.PriceMantissa => MDEntryPx.MantissaRaw;

        long IPricedEntry.EntryQuantity => Quantities.From(MDEntrySizeRaw);

        byte IMarketEntry.ActionCode => (byte)MDUpdateAction;

        int IBookEntry.OrderCount => NumberOfOrdersRaw;

        byte IBookEntry.TypeCode => (byte)MDEntryType;

        static NoMDEntriesEntry IEntryAt<NoMDEntriesEntry>.At(ref byte block) =>
            new(ref block, NoMDEntriesGroup.BlockLength, MDIncrementalRefreshBook46.SchemaVersion);
    }
}

public readonly ref partial struct MDIncrementalRefreshBookLongQty64
{
    public readonly ref partial struct NoMDEntriesEntry : IBookEntry
    {
        static int IMarketEntry.NanoPerMantissa => 1;

        long IPricedEntry.PriceMantissa => MDEntryPx.MantissaRaw;

        long IPricedEntry.EntryQuantity => Quantities.From(MDEntrySizeRaw);

        byte IMarketEntry.ActionCode => (byte)MDUpdateAction;

        int IBookEntry.OrderCount => NumberOfOrdersRaw;

        byte IBookEntry.TypeCode => (byte)MDEntryType;
    }
}
