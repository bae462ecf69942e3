using FeedHandler.Codecs.Cme;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Venues.Cme.Definitions;

/// <summary>What definitions of fixed income, repo and foreign exchange say beyond what all do.</summary>
internal readonly struct CashDetails :
    IDetailReader<MDInstrumentDefinitionFixedIncome57>,
    IDetailReader<MDInstrumentDefinitionRepo58>,
    IDetailReader<MDInstrumentDefinitionFX63>
{
    /// <inheritdoc/>
    public static void Read(MDInstrumentDefinitionFixedIncome57 message, ref InstrumentDetails details)
    {
        details.UnderlyingProduct = CmeDetails.Code(message.UnderlyingProduct);
        details.SettlementCurrency = new Text8(message.SettlCurrency);
        details.MainFraction = message.MainFraction;
        details.SubFraction = message.SubFraction;
        details.PriceDisplayFormat = message.PriceDisplayFormat;
        details.UnitOfMeasureQuantityNano = CmeDetails.Nano(message.UnitOfMeasureQty.MantissaRaw, 1);
        details.ReferencePriceNano = CmeDetails.Nano(message.TradingReferencePrice.MantissaRaw, 1);
        details.ReferenceDate = CmeDetails.Date(message.TradingReferenceDate);
        details.HighLimitNano = CmeDetails.Nano(message.HighLimitPrice.MantissaRaw, 1);
        details.LowLimitNano = CmeDetails.Nano(message.LowLimitPrice.MantissaRaw, 1);
        details.MaxPriceVariationNano = CmeDetails.Nano(message.MaxPriceVariation.MantissaRaw, 1);
        details.TickValueNano = CmeDetails.Nano(message.MinPriceIncrementAmount.MantissaRaw, 1);
        details.MaturityDate = CmeDetails.Date(message.MaturityDate);
    }

    /// <inheritdoc/>
    public static void Read(MDInstrumentDefinitionRepo58 message, ref InstrumentDetails details)
    {
        details.UnderlyingProduct = CmeDetails.Code(message.UnderlyingProduct);
        details.SettlementCurrency = new Text8(message.SettlCurrency);
        details.SecuritySubType = CmeDetails.Digits((byte)message.SecuritySubType);
        details.UnitOfMeasureQuantityNano = CmeDetails.Nano(message.UnitOfMeasureQty.MantissaRaw, 1);
        details.ReferencePriceNano = CmeDetails.Nano(message.TradingReferencePrice.MantissaRaw, 1);
        details.ReferenceDate = CmeDetails.Date(message.TradingReferenceDate);
        details.HighLimitNano = CmeDetails.Nano(message.HighLimitPrice.MantissaRaw, 1);
        details.LowLimitNano = CmeDetails.Nano(message.LowLimitPrice.MantissaRaw, 1);
        details.MaxPriceVariationNano = CmeDetails.Nano(message.MaxPriceVariation.MantissaRaw, 1);
        details.MaturityDate = CmeDetails.Date(message.EndDate);
    }

    /// <inheritdoc/>
    public static void Read(MDInstrumentDefinitionFX63 message, ref InstrumentDetails details)
    {
        details.UnderlyingProduct = CmeDetails.Code(message.UnderlyingProduct);
        details.Maturity = CmeDetails.Of(message.MaturityMonthYear);
        details.SettlementCurrency = new Text8(message.SettlCurrency);
        details.UnitOfMeasureQuantityNano = CmeDetails.Nano(message.UnitOfMeasureQty.MantissaRaw, 1);
        details.HighLimitNano = CmeDetails.Nano(message.HighLimitPrice.MantissaRaw, 1);
        details.LowLimitNano = CmeDetails.Nano(message.LowLimitPrice.MantissaRaw, 1);
        details.MaxPriceVariationNano = CmeDetails.Nano(message.MaxPriceVariation.MantissaRaw, 1);
    }
}
