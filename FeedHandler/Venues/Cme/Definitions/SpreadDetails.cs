using FeedHandler.Codecs.Cme;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Venues.Cme.Definitions;

/// <summary>What definitions of spreads, between commodities too, say beyond what all do.</summary>
internal readonly struct SpreadDetails :
    IDetailReader<MDInstrumentDefinitionSpread29>,
    IDetailReader<MDInstrumentDefinitionSpread56>
{
    /// <inheritdoc/>
    public static void Read(MDInstrumentDefinitionSpread29 message, ref InstrumentDetails details)
    {
        details.UnderlyingProduct = message.UnderlyingProduct;
        details.Maturity = CmeDetails.Of(message.MaturityMonthYear);
        details.SecuritySubType = new Text8(message.SecuritySubType);
        details.MainFraction = message.MainFraction;
        details.SubFraction = message.SubFraction;
        details.PriceDisplayFormat = message.PriceDisplayFormat;
        details.TickRule = message.TickRule;
        details.PriceRatioNano = CmeDetails.Nano(message.PriceRatio.MantissaRaw, 100);
        details.ReferencePriceNano = CmeDetails.Nano(message.TradingReferencePrice.MantissaRaw, 100);
        details.ReferencePriceType = CmeDetails.PriceType((byte)message.SettlPriceType);
        details.OpenInterest = message.OpenInterestQty;
        details.ClearedVolume = message.ClearedVolume;
        details.ReferenceDate = CmeDetails.Date(message.TradingReferenceDate);
        details.HighLimitNano = CmeDetails.Nano(message.HighLimitPrice.MantissaRaw, 100);
        details.LowLimitNano = CmeDetails.Nano(message.LowLimitPrice.MantissaRaw, 100);
        details.MaxPriceVariationNano = CmeDetails.Nano(message.MaxPriceVariation.MantissaRaw, 100);
    }

    /// <inheritdoc/>
    public static void Read(MDInstrumentDefinitionSpread56 message, ref InstrumentDetails details)
    {
        details.UnderlyingProduct = message.UnderlyingProduct;
        details.Maturity = CmeDetails.Of(message.MaturityMonthYear);
        details.SecuritySubType = new Text8(message.SecuritySubType);
        details.MainFraction = message.MainFraction;
        details.SubFraction = message.SubFraction;
        details.PriceDisplayFormat = message.PriceDisplayFormat;
        details.TickRule = message.TickRule;
        details.PriceRatioNano = CmeDetails.Nano(message.PriceRatio.MantissaRaw, 1);
        details.ReferencePriceNano = CmeDetails.Nano(message.TradingReferencePrice.MantissaRaw, 1);
        details.ReferencePriceType = CmeDetails.PriceType((byte)message.SettlPriceType);
        details.OpenInterest = message.OpenInterestQty;
        details.ClearedVolume = message.ClearedVolume;
        details.ReferenceDate = CmeDetails.Date(message.TradingReferenceDate);
        details.HighLimitNano = CmeDetails.Nano(message.HighLimitPrice.MantissaRaw, 1);
        details.LowLimitNano = CmeDetails.Nano(message.LowLimitPrice.MantissaRaw, 1);
        details.MaxPriceVariationNano = CmeDetails.Nano(message.MaxPriceVariation.MantissaRaw, 1);
    }
}
