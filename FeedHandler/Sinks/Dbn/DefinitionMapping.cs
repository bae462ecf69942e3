using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Dbn;

namespace FeedHandler.Sinks.Dbn;

/// <summary>From what a venue says of an instrument to a definition of DBN. Prices are those that are displayed.</summary>
internal static class DefinitionMapping
{
    private const long NanoOfTenThousandth = 100_000;

    /// <summary>Fills in everything but legs.</summary>
    public static void Fill(ref DefinitionRecord record, in InstrumentDefinition definition, in InstrumentDetails details, in MarketEvent told)
    {
        FillPrices(ref record, definition, details);
        FillNumbers(ref record, details, told);
        FillTexts(ref record, definition, details);
        bool isAgain = (told.Flags & (EventFlags.Restored | EventFlags.Recovery)) != 0;
        record.SecurityUpdateAction = (told.Flags & EventFlags.Deleted) != 0 ? DbnDefinitionUpdate.Delete
            : isAgain ? DbnDefinitionUpdate.Modify
            : DbnDefinitionUpdate.Add;
        record.InstrumentClass = ClassOf(record, details);
        record.UserDefinedInstrument = details.IsUserDefined == true ? DbnTriState.Yes : DbnTriState.No;
        if (details.MatchAlgorithm is { } algorithm) record.MatchAlgorithm = (DbnMatchAlgorithm)algorithm;
    }

    /// <summary>Fills in a leg.</summary>
    public static void FillLeg(ref DefinitionRecord record, in InstrumentLeg leg, long displayFactorNano)
    {
        record.LegInstrumentId = (uint)leg.SecurityId;
        record.LegSide = leg.Action switch
        {
            LegAction.Buy => DbnSide.Bid,
            LegAction.Sell => DbnSide.Ask,
            _ => DbnSide.None,
        };
        (record.LegRatioQtyNumerator, record.LegRatioQtyDenominator) = (leg.Ratio, 1);
        record.LegPrice = leg.PriceNano is { } price ? DbnWords.Price(price, displayFactorNano) : DbnUndefined.Price;
        record.LegDelta = leg.DeltaTenThousandths is { } delta ? delta * NanoOfTenThousandth : DbnUndefined.Price;
    }

    private static void FillPrices(ref DefinitionRecord record, in InstrumentDefinition definition, in InstrumentDetails details)
    {
        long factor = definition.DisplayFactorNano;
        if (factor != 0) record.DisplayFactor = factor;
        if (definition.MinPriceIncrementNano != 0) record.MinPriceIncrement = DbnWords.Price(definition.MinPriceIncrementNano, factor);
        record.HighLimitPrice = Price(details.HighLimitNano, factor);
        record.LowLimitPrice = Price(details.LowLimitNano, factor);
        record.MaxPriceVariation = Price(details.MaxPriceVariationNano, factor);
        record.StrikePrice = Price(details.StrikePriceNano, factor);
        record.UnitOfMeasureQty = details.UnitOfMeasureQuantityNano ?? DbnUndefined.Price;
        record.MinPriceIncrementAmount = details.TickValueNano ?? DbnUndefined.Price;
        record.PriceRatio = details.PriceRatioNano ?? DbnUndefined.Price;
        if (details.LastTradeNs is { } expiration) record.Expiration = (ulong)expiration;
        if (details.ActivationNs is { } activation) record.Activation = (ulong)activation;
    }

    private static void FillNumbers(ref DefinitionRecord record, in InstrumentDetails details, in MarketEvent told)
    {
        record.RawInstrumentId = record.Header.InstrumentId;
        record.ChannelId = told.Channel;
        (record.MarketDepth, record.MarketDepthImplied) = (told.Level, told.Detail);
        if (details.Attributes is { } attributes) record.InstAttribValue = (int)attributes;
        if (details.MarketSegment is { } segment) record.MarketSegmentId = segment;
        if (details.MaxTradeVolume is { } most) record.MaxTradeVol = most;
        if (details.MinTradeVolume is { } least) record.MinTradeVol = least;
        if (details.ContractMultiplier is { } multiplier) record.ContractMultiplier = multiplier;
        if (details.ContractMultiplierUnit is { } unit) record.ContractMultiplierUnit = unit;
        if (details.Maturity.Year is { } year) record.MaturityYear = year;
        if (details.Maturity.Month is { } month) record.MaturityMonth = month;
        if (details.Maturity.Day is { } day) record.MaturityDay = day;
        if (details.Maturity.Week is { } week) record.MaturityWeek = week;
        if (details.UnderlyingProduct is { } product) record.UnderlyingProduct = product;
        if (details.PriceDisplayFormat is { } format) record.PriceDisplayFormat = format;
        if (details.MainFraction is { } main) record.MainFraction = main;
        if (details.SubFraction is { } sub) record.SubFraction = sub;
        if (details.TickRule is { } rule) record.TickRule = (byte)rule;
    }

    private static void FillTexts(ref DefinitionRecord record, in InstrumentDefinition definition, in InstrumentDetails details)
    {
        DbnText.TryWrite(record.RawSymbol, definition.Symbol);
        DbnText.TryWrite(record.Group, definition.SecurityGroup);
        DbnText.TryWrite(record.Asset, definition.Asset);
        DbnText.TryWrite(record.SecurityType, definition.SecurityType);
        DbnText.TryWrite(record.Cfi, details.CfiCode.ToString());
        DbnText.TryWrite(record.Currency, details.Currency.ToString());
        DbnText.TryWrite(record.SettlCurrency, details.SettlementCurrency.ToString());
        DbnText.TryWrite(record.StrikePriceCurrency, details.StrikeCurrency.ToString());
        DbnText.TryWrite(record.Exchange, details.Exchange.ToString());
        DbnText.TryWrite(record.SecSubType, details.SecuritySubType.ToString());
        DbnText.TryWrite(record.UnitOfMeasure, details.UnitOfMeasure.ToString());
        foreach (ref readonly RelatedInstrument related in details.Related.Items)
        {
            if (related.Relation != InstrumentRelation.Underlying) continue;
            record.UnderlyingId = (uint)(related.SecurityId ?? 0);
            DbnText.TryWrite(record.Underlying, related.Symbol.ToString());
            break;
        }
    }

    // By the ISO classification, which says what is bought: options have their right, strategies have legs.
    private static DbnInstrumentClass ClassOf(in DefinitionRecord record, in InstrumentDetails details)
    {
        bool isOption = details.Right is not null || record.Cfi[0] == (byte)'O';
        if (details.Legs.Count > 0) return isOption ? DbnInstrumentClass.OptionSpread : DbnInstrumentClass.FutureSpread;
        if (details.Right is { } right) return right == OptionRight.Call ? DbnInstrumentClass.Call : DbnInstrumentClass.Put;
        return record.Cfi[0] switch
        {
            (byte)'F' => DbnInstrumentClass.Future,
            (byte)'E' => DbnInstrumentClass.Stock,
            (byte)'D' => DbnInstrumentClass.Bond,
            _ => DbnInstrumentClass.Undefined,
        };
    }

    private static long Price(long? priceNano, long factorNano) => priceNano is { } price ? DbnWords.Price(price, factorNano) : DbnUndefined.Price;
}
