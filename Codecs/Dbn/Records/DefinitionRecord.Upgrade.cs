namespace FeedHandler.Dbn;

/// <content>Definitions of old versions in the form of this one.</content>
public partial struct DefinitionRecord
{
    /// <summary>A definition of version 2 in this form. What only version 3 has is undefined; the settlement of the reference date, the
    /// status and the bits of the settlement, which it has no more, are lost.</summary>
    /// <param name="old">The definition.</param>
    public static DefinitionRecord From(in DefinitionRecordV2 old)
    {
        DefinitionRecord record = Create(old.Header.PublisherId, old.Header.InstrumentId, old.Header.TsEvent);
        record.TakePrices(old);
        record.TakeNumbers(old);
        record.TakeTexts(old);
        record.TakeCodes(old);
        return record;
    }

    private void TakePrices(in DefinitionRecordV2 old)
    {
        TsRecv = old.TsRecv;
        MinPriceIncrement = old.MinPriceIncrement;
        DisplayFactor = old.DisplayFactor;
        Expiration = old.Expiration;
        Activation = old.Activation;
        HighLimitPrice = old.HighLimitPrice;
        LowLimitPrice = old.LowLimitPrice;
        MaxPriceVariation = old.MaxPriceVariation;
        UnitOfMeasureQty = old.UnitOfMeasureQty;
        MinPriceIncrementAmount = old.MinPriceIncrementAmount;
        PriceRatio = old.PriceRatio;
        StrikePrice = old.StrikePrice;
    }

    private void TakeNumbers(in DefinitionRecordV2 old)
    {
        InstAttribValue = old.InstAttribValue;
        UnderlyingId = old.UnderlyingId;
        RawInstrumentId = old.RawInstrumentId;
        MarketDepthImplied = old.MarketDepthImplied;
        MarketDepth = old.MarketDepth;
        MarketSegmentId = old.MarketSegmentId;
        MaxTradeVol = old.MaxTradeVol;
        MinLotSize = old.MinLotSize;
        MinLotSizeBlock = old.MinLotSizeBlock;
        MinLotSizeRoundLot = old.MinLotSizeRoundLot;
        MinTradeVol = old.MinTradeVol;
        ContractMultiplier = old.ContractMultiplier;
        DecayQuantity = old.DecayQuantity;
        OriginalContractSize = old.OriginalContractSize;
        ApplId = old.ApplId;
        MaturityYear = old.MaturityYear;
        DecayStartDate = old.DecayStartDate;
        ChannelId = old.ChannelId;
    }

    private void TakeTexts(in DefinitionRecordV2 old)
    {
        Currency = old.Currency;
        SettlCurrency = old.SettlCurrency;
        SecSubType = old.SecSubType;
        RawSymbol = old.RawSymbol;
        Group = old.Group;
        Exchange = old.Exchange;
        ((ReadOnlySpan<byte>)old.Asset).CopyTo(Asset);
        Cfi = old.Cfi;
        SecurityType = old.SecurityType;
        UnitOfMeasure = old.UnitOfMeasure;
        Underlying = old.Underlying;
        StrikePriceCurrency = old.StrikePriceCurrency;
    }

    private void TakeCodes(in DefinitionRecordV2 old)
    {
        InstrumentClass = old.InstrumentClass;
        MatchAlgorithm = old.MatchAlgorithm;
        MainFraction = old.MainFraction;
        PriceDisplayFormat = old.PriceDisplayFormat;
        SubFraction = old.SubFraction;
        UnderlyingProduct = old.UnderlyingProduct;
        SecurityUpdateAction = old.SecurityUpdateAction;
        MaturityMonth = old.MaturityMonth;
        MaturityDay = old.MaturityDay;
        MaturityWeek = old.MaturityWeek;
        UserDefinedInstrument = old.UserDefinedInstrument;
        ContractMultiplierUnit = old.ContractMultiplierUnit;
        FlowScheduleType = old.FlowScheduleType;
        TickRule = old.TickRule;
    }

    /// <summary>A definition of version 1 in this form, by way of version 2.</summary>
    /// <param name="old">The definition.</param>
    public static DefinitionRecord From(in DefinitionRecordV1 old) => From(DefinitionRecordV2.From(old));
}
