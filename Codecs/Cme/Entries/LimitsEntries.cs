using FeedHandler.Codecs.Cme.Entries;

namespace FeedHandler.Codecs.Cme;

public readonly ref partial struct MDIncrementalRefreshLimitsBanding34
{
    public readonly ref partial struct NoMDEntriesEntry : ILimitsEntry
    {
        static int IMarketEntry.NanoPerMantissa => 100;

        byte IMarketEntry.ActionCode => (byte)MDUpdateAction;

        long ILimitsEntry.HighLimitMantissa => HighLimitPrice.Mantissa;

        long ILimitsEntry.LowLimitMantissa => LowLimitPrice.Mantissa;

        long ILimitsEntry.MaxPriceVariationMantissa => MaxPriceVariation.Mantissa;
    }
}

public readonly ref partial struct MDIncrementalRefreshLimitsBanding50
{
    public readonly ref partial struct NoMDEntriesEntry : ILimitsEntry
    {
        static int IMarketEntry.NanoPerMantissa => 1;

        byte IMarketEntry.ActionCode => (byte)MDUpdateAction;

        long ILimitsEntry.HighLimitMantissa => HighLimitPrice.Mantissa;

        long ILimitsEntry.LowLimitMantissa => LowLimitPrice.Mantissa;

        long ILimitsEntry.MaxPriceVariationMantissa => MaxPriceVariation.Mantissa;
    }
}
