namespace FeedHandler.Dbn;

/// <content>What is not known of an instrument.</content>
public partial struct DefinitionRecord
{
    private void SetUndefined()
    {
        TsRecv = Expiration = Activation = DbnUndefined.Timestamp;
        MinPriceIncrement = DisplayFactor = HighLimitPrice = LowLimitPrice = MaxPriceVariation = DbnUndefined.Price;
        UnitOfMeasureQty = MinPriceIncrementAmount = PriceRatio = StrikePrice = LegPrice = LegDelta = DbnUndefined.Price;
        InstAttribValue = MarketDepthImplied = MarketDepth = int.MaxValue;
        MarketSegmentId = MaxTradeVol = MinTradeVol = uint.MaxValue;
        MinLotSize = MinLotSizeBlock = MinLotSizeRoundLot = int.MaxValue;
        ContractMultiplier = DecayQuantity = OriginalContractSize = int.MaxValue;
        ApplId = short.MaxValue;
        MaturityYear = DecayStartDate = ChannelId = ushort.MaxValue;
        MatchAlgorithm = DbnMatchAlgorithm.Undefined;
        MainFraction = PriceDisplayFormat = SubFraction = UnderlyingProduct = byte.MaxValue;
        MaturityMonth = MaturityDay = MaturityWeek = TickRule = byte.MaxValue;
        SecurityUpdateAction = DbnDefinitionUpdate.Add;
        UserDefinedInstrument = DbnTriState.No;
        ContractMultiplierUnit = FlowScheduleType = sbyte.MaxValue;
        LegSide = DbnSide.None;
    }
}
