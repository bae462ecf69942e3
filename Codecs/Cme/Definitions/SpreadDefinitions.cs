using FeedHandler.Codecs.Cme.Definitions;

namespace FeedHandler.Codecs.Cme;

public readonly ref partial struct MDInstrumentDefinitionSpread29 : IInstrumentDefinition<MDInstrumentDefinitionSpread29>
{
    static int IInstrumentDefinition.NanoPerMantissa => 100;

    byte IInstrumentDefinition.UpdateActionCode => (byte)SecurityUpdateAction;

    byte IInstrumentDefinition.TradingStatusCode => (byte)MDSecurityTradingStatus;

    byte IInstrumentDefinition.MatchEventCode => (byte)MatchEventIndicator;

    long IInstrumentDefinition.DisplayFactorMantissa => DisplayFactor.Mantissa;

    long IInstrumentDefinition.MinPriceIncrementMantissa => MinPriceIncrement.Mantissa;

    bool IInstrumentDefinition.TryGetDepths(ref BookDepths depths)
    {
        if (!TryGetNoMDFeedTypes(out var feedTypes)) return false;
        foreach (var feedType in feedTypes) depths.Set(feedType.MDFeedType, feedType.MarketDepth);
        return true;
    }
}

public readonly ref partial struct MDInstrumentDefinitionSpread56 : IInstrumentDefinition<MDInstrumentDefinitionSpread56>
{
    static int IInstrumentDefinition.NanoPerMantissa => 1;

    byte IInstrumentDefinition.UpdateActionCode => (byte)SecurityUpdateAction;

    byte IInstrumentDefinition.TradingStatusCode => (byte)MDSecurityTradingStatus;

    byte IInstrumentDefinition.MatchEventCode => (byte)MatchEventIndicator;

    long IInstrumentDefinition.DisplayFactorMantissa => DisplayFactor.Mantissa;

    long IInstrumentDefinition.MinPriceIncrementMantissa => MinPriceIncrement.MantissaRaw;

    bool IInstrumentDefinition.TryGetDepths(ref BookDepths depths)
    {
        if (!TryGetNoMDFeedTypes(out var feedTypes)) return false;
        foreach (var feedType in feedTypes) depths.Set(feedType.MDFeedType, feedType.MarketDepth);
        return true;
    }
}
