using FeedHandler.Codecs.Cme;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Venues.Cme.Definitions;

/// <summary>What definitions of futures say beyond what all do.</summary>
internal readonly struct FutureDetails :
    IDetailReader<MDInstrumentDefinitionFuture27>,
    IDetailReader<MDInstrumentDefinitionFuture54>
{
    /// <inheritdoc/>
    public static void Read(MDInstrumentDefinitionFuture27 message, ref InstrumentDetails details)
    {
        details.UnderlyingProduct = CmeDetails.Code(message.UnderlyingProduct);
        details.Maturity = CmeDetails.Of(message.MaturityMonthYear);
        details.SettlementCurrency = new Text8(message.SettlCurrency);
        details.MainFraction = message.MainFraction;
        details.SubFraction = message.SubFraction;
        details.PriceDisplayFormat = message.PriceDisplayFormat;
        details.UnitOfMeasureQuantityNano = CmeDetails.Nano(message.UnitOfMeasureQty.MantissaRaw, 100);
        details.ReferencePriceNano = CmeDetails.Nano(message.TradingReferencePrice.MantissaRaw, 100);
        details.ReferencePriceType = CmeDetails.PriceType((byte)message.SettlPriceType);
        details.OpenInterest = message.OpenInterestQty;
        details.ClearedVolume = message.ClearedVolume;
        details.ReferenceDate = CmeDetails.Date(message.TradingReferenceDate);
        details.HighLimitNano = CmeDetails.Nano(message.HighLimitPrice.MantissaRaw, 100);
        details.LowLimitNano = CmeDetails.Nano(message.LowLimitPrice.MantissaRaw, 100);
        details.MaxPriceVariationNano = CmeDetails.Nano(message.MaxPriceVariation.MantissaRaw, 100);
        details.TickValueNano = CmeDetails.Nano(message.MinPriceIncrementAmount.MantissaRaw, 100);
        details.ContractMultiplier = message.ContractMultiplier;
        details.ContractMultiplierUnit = message.ContractMultiplierUnit;
    }

    /// <inheritdoc/>
    public static void Read(MDInstrumentDefinitionFuture54 message, ref InstrumentDetails details)
    {
        details.UnderlyingProduct = CmeDetails.Code(message.UnderlyingProduct);
        details.Maturity = CmeDetails.Of(message.MaturityMonthYear);
        details.SettlementCurrency = new Text8(message.SettlCurrency);
        details.MainFraction = message.MainFraction;
        details.SubFraction = message.SubFraction;
        details.PriceDisplayFormat = message.PriceDisplayFormat;
        details.UnitOfMeasureQuantityNano = CmeDetails.Nano(message.UnitOfMeasureQty.MantissaRaw, 1);
        details.ReferencePriceNano = CmeDetails.Nano(message.TradingReferencePrice.MantissaRaw, 1);
        details.ReferencePriceType = CmeDetails.PriceType((byte)message.SettlPriceType);
        details.OpenInterest = message.OpenInterestQty;
        details.ClearedVolume = message.ClearedVolume;
        details.ReferenceDate = CmeDetails.Date(message.TradingReferenceDate);
        details.HighLimitNano = CmeDetails.Nano(message.HighLimitPrice.MantissaRaw, 1);
        details.LowLimitNano = CmeDetails.Nano(message.LowLimitPrice.MantissaRaw, 1);
        details.MaxPriceVariationNano = CmeDetails.Nano(message.MaxPriceVariation.MantissaRaw, 1);
        details.TickValueNano = CmeDetails.Nano(message.MinPriceIncrementAmount.MantissaRaw, 1);
        details.ContractMultiplier = message.ContractMultiplier;
        details.ContractMultiplierUnit = message.ContractMultiplierUnit;
    }
}
