using FeedHandler.Codecs.Cme.Entries;

namespace FeedHandler.Codecs.Cme;

public readonly ref partial struct MDIncrementalRefreshLimitsBanding34
{
    public readonly ref partial struct NoMDEntriesEntry : ILimitsEntry
    {
        static int IMarketEntry.NanoPerMantissa => 100;

        byte IMarketEntry.ActionCode => (byte)MDUpdateAction;

        long ILimitsEntry.HighLimitMantissa => HighLimitPrice.MantissaRaw;

        long ILimitsEntry.LowLimitMantissa => LowLimitPrice.MantissaRaw;

        long ILimitsEntry.MaxPriceVariationMantissa => MaxPriceVariation.MantissaRaw;
    }
}

public readonly ref partial struct MDIncrementalRefreshLimitsBanding50
{
    public readonly ref partial struct NoMDEntriesEntry : ILimitsEntry
    {
        static int IMarketEntry.NanoPerMantissa => 1;

        byte IMarketEntry.ActionCode => (byte)MDUpdateAction;

        long ILimitsEntry.HighLimitMantissa => HighLimitPrice.MantissaRaw;

        long ILimitsEntry.LowLimitMantissa => LowLimitPrice.MantissaRaw;

        long ILimitsEntry.MaxPriceVariationMantissa => MaxPriceVariation.MantissaRaw;
    }
}
