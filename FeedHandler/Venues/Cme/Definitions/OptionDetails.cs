using FeedHandler.Codecs.Cme;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Venues.Cme.Definitions;

/// <summary>What definitions of options say beyond what all do.</summary>
internal readonly struct OptionDetails :
    IDetailReader<MDInstrumentDefinitionOption41>,
    IDetailReader<MDInstrumentDefinitionOption55>
{
    /// <inheritdoc/>
    public static void Read(MDInstrumentDefinitionOption41 message, ref InstrumentDetails details)
    {
        details.UnderlyingProduct = CmeDetails.Code(message.UnderlyingProduct);
        details.Maturity = CmeDetails.Of(message.MaturityMonthYear);
        details.SettlementCurrency = new Text8(message.SettlCurrency);
        details.Right = CmeDetails.Right(message.PutOrCall);
        details.StrikePriceNano = CmeDetails.Nano(message.StrikePrice.MantissaRaw, 100);
        details.StrikeCurrency = new Text8(message.StrikeCurrency);
        details.MainFraction = message.MainFraction;
        details.SubFraction = message.SubFraction;
        details.PriceDisplayFormat = message.PriceDisplayFormat;
        details.TickRule = message.TickRule;
        details.CabinetPriceNano = CmeDetails.Nano(message.MinCabPrice.MantissaRaw, 100);
        details.UnitOfMeasureQuantityNano = CmeDetails.Nano(message.UnitOfMeasureQty.MantissaRaw, 100);
        details.ReferencePriceNano = CmeDetails.Nano(message.TradingReferencePrice.MantissaRaw, 100);
        details.ReferencePriceType = CmeDetails.PriceType((byte)message.SettlPriceType);
        details.OpenInterest = message.OpenInterestQty;
        details.ClearedVolume = message.ClearedVolume;
        details.ReferenceDate = CmeDetails.Date(message.TradingReferenceDate);
        details.HighLimitNano = CmeDetails.Nano(message.HighLimitPrice.MantissaRaw, 100);
        details.LowLimitNano = CmeDetails.Nano(message.LowLimitPrice.MantissaRaw, 100);
        details.TickValueNano = CmeDetails.Nano(message.MinPriceIncrementAmount.MantissaRaw, 100);
    }

    /// <inheritdoc/>
    public static void Read(MDInstrumentDefinitionOption55 message, ref InstrumentDetails details)
    {
        details.UnderlyingProduct = CmeDetails.Code(message.UnderlyingProduct);
        details.Maturity = CmeDetails.Of(message.MaturityMonthYear);
        details.SettlementCurrency = new Text8(message.SettlCurrency);
        details.Right = CmeDetails.Right(message.PutOrCall);
        details.StrikePriceNano = CmeDetails.Nano(message.StrikePrice.MantissaRaw, 1);
        details.StrikeCurrency = new Text8(message.StrikeCurrency);
        details.MainFraction = message.MainFraction;
        details.SubFraction = message.SubFraction;
        details.PriceDisplayFormat = message.PriceDisplayFormat;
        details.TickRule = message.TickRule;
        details.CabinetPriceNano = CmeDetails.Nano(message.MinCabPrice.MantissaRaw, 1);
        details.UnitOfMeasureQuantityNano = CmeDetails.Nano(message.UnitOfMeasureQty.MantissaRaw, 1);
        details.ReferencePriceNano = CmeDetails.Nano(message.TradingReferencePrice.MantissaRaw, 1);
        details.ReferencePriceType = CmeDetails.PriceType((byte)message.SettlPriceType);
        details.OpenInterest = message.OpenInterestQty;
        details.ClearedVolume = message.ClearedVolume;
        details.ReferenceDate = CmeDetails.Date(message.TradingReferenceDate);
        details.HighLimitNano = CmeDetails.Nano(message.HighLimitPrice.MantissaRaw, 1);
        details.LowLimitNano = CmeDetails.Nano(message.LowLimitPrice.MantissaRaw, 1);
        details.TickValueNano = CmeDetails.Nano(message.MinPriceIncrementAmount.MantissaRaw, 1);
    }
}
