using FeedHandler.Codecs.Cme;

namespace FeedHandler.Venues.Tests.Cme.Feeds;

internal static partial class Messages
{
    /// <summary>A definition of instrument 1 that tells everything that its template can, in one of the nine templates.</summary>
    public static byte[] Detailed(int template)
    {
        byte[] room = new byte[2048];
        Span<byte> to = room.AsSpan(SizeBytes);
        int length = template switch
        {
            27 => DetailedFuture27(to),
            29 => DetailedSpread29(to),
            41 => DetailedOption41(to),
            54 => DetailedFuture54(to),
            55 => DetailedOption55(to),
            56 => DetailedSpread56(to),
            57 => DetailedFixedIncome57(to),
            58 => DetailedRepo58(to),
            63 => DetailedFX63(to),
            _ => throw new ArgumentOutOfRangeException(nameof(template)),
        };
        return Framed(room, length, VersionOf(template));
    }

    private static int DetailedFuture27(Span<byte> room)
    {
        MDInstrumentDefinitionFuture27Encoder.TryEncode(room, out var message);
        (message.MatchEventIndicator, message.LastUpdateTime) = (MatchEventIndicator.EndOfEvent, TransactTimeNs);
        (message.SecurityUpdateAction, message.SecurityID, message.MDSecurityTradingStatus) = (SecurityUpdateAction.Add, 1, SecurityTradingStatus.ReadyToTrade);
        message.SetSecurityExchange("XCME");
        message.SetCFICode("FFICSX");
        message.SetCurrency("USD");
        message.SetSettlCurrency("EUR");
        message.SetUnitOfMeasure("IPNT");
        (message.MarketSegmentID, message.UnderlyingProduct, message.MatchAlgorithm) = (64, 5, (byte)'F');
        (message.MinTradeVol, message.MaxTradeVol, message.UserDefinedInstrument) = (1, 5000, (byte)'Y');
        (message.UnitOfMeasureQtyMantissa, message.MaturityMonthYearYear, message.MaturityMonthYearMonth) = (50, 2016, 12);
        (message.MaturityMonthYearDay, message.MaturityMonthYearWeek, message.MainFraction) = (16, 3, 32);
        (message.SubFraction, message.PriceDisplayFormat, message.TradingReferencePriceMantissa) = (4, 2, 4200);
        (message.SettlPriceType, message.TradingReferenceDate, message.OpenInterestQty) = (SettlPriceType.Actual, 17_117, 1_000);
        (message.ClearedVolume, message.HighLimitPriceMantissa, message.LowLimitPriceMantissa) = (0, 4600, -4000);
        (message.MaxPriceVariationMantissa, message.ContractMultiplier, message.ContractMultiplierUnit) = (60, 24, 1);
        message.MinPriceIncrementAmountMantissa = 1250;
        DetailGroupsFuture27(ref message);
        return message.MessageLength;
    }

    private static void DetailGroupsFuture27(ref MDInstrumentDefinitionFuture27Encoder message)
    {
        var events = message.BeginNoEvents(2);
        var activation = events.Next();
        (activation.EventType, activation.EventTime) = (EventType.Activation, 100);
        var last = events.Next();
        (last.EventType, last.EventTime) = (EventType.LastEligibleTradeDate, 200);
        var feedTypes = message.BeginNoMDFeedTypes(2);
        var direct = feedTypes.Next();
        direct.SetMDFeedType("GBX");
        direct.MarketDepth = 5;
        var other = feedTypes.Next();
        other.SetMDFeedType("XYZ");
        other.MarketDepth = -3;
        message.BeginNoInstAttrib(1).Next().InstAttribValue = (InstAttribValue)0x80001;
        var lot = message.BeginNoLotTypeRules(1).Next();
        lot.LotType = 2;
        lot.MinLotSizeMantissa = 50_000;
    }

    private static int DetailedSpread29(Span<byte> room)
    {
        MDInstrumentDefinitionSpread29Encoder.TryEncode(room, out var message);
        (message.MatchEventIndicator, message.LastUpdateTime) = (MatchEventIndicator.EndOfEvent, TransactTimeNs);
        (message.SecurityUpdateAction, message.SecurityID, message.MDSecurityTradingStatus) = (SecurityUpdateAction.Add, 1, SecurityTradingStatus.ReadyToTrade);
        message.SetSecurityExchange("XCME");
        message.SetCFICode("FFICSX");
        message.SetCurrency("USD");
        message.SetUnitOfMeasure("IPNT");
        message.SetSecuritySubType("SP");
        (message.MarketSegmentID, message.UnderlyingProduct, message.MatchAlgorithm) = (64, 5, (byte)'F');
        (message.MinTradeVol, message.MaxTradeVol, message.UserDefinedInstrument) = (1, 5000, (byte)'Y');
        (message.MaturityMonthYearYear, message.MaturityMonthYearMonth, message.MaturityMonthYearDay) = (2016, 12, 16);
        (message.MaturityMonthYearWeek, message.TickRule, message.PriceRatioMantissa) = (3, 7, 3);
        (message.MainFraction, message.SubFraction, message.PriceDisplayFormat) = (32, 4, 2);
        (message.TradingReferencePriceMantissa, message.SettlPriceType, message.TradingReferenceDate) = (4200, SettlPriceType.Actual, 17_117);
        (message.OpenInterestQty, message.ClearedVolume, message.HighLimitPriceMantissa) = (1_000, 0, 4600);
        (message.LowLimitPriceMantissa, message.MaxPriceVariationMantissa) = (-4000, 60);
        DetailGroupsSpread29(ref message);
        return message.MessageLength;
    }

    private static void DetailGroupsSpread29(ref MDInstrumentDefinitionSpread29Encoder message)
    {
        var events = message.BeginNoEvents(2);
        var activation = events.Next();
        (activation.EventType, activation.EventTime) = (EventType.Activation, 100);
        var last = events.Next();
        (last.EventType, last.EventTime) = (EventType.LastEligibleTradeDate, 200);
        var feedTypes = message.BeginNoMDFeedTypes(2);
        var direct = feedTypes.Next();
        direct.SetMDFeedType("GBX");
        direct.MarketDepth = 5;
        var other = feedTypes.Next();
        other.SetMDFeedType("XYZ");
        other.MarketDepth = -3;
        message.BeginNoInstAttrib(1).Next().InstAttribValue = (InstAttribValue)0x80001;
        var lot = message.BeginNoLotTypeRules(1).Next();
        lot.LotType = 2;
        lot.MinLotSizeMantissa = 50_000;
        DetailLegsSpread29(ref message);
    }

    private static void DetailLegsSpread29(ref MDInstrumentDefinitionSpread29Encoder message)
    {
        var legs = message.BeginNoLegs(42);
        for (int number = 1; number <= 42; number++)
        {
            var leg = legs.Next();
            (leg.LegSecurityID, leg.LegSide, leg.LegRatioQty) = (1000 + number, number == 1 ? LegSide.BuySide : LegSide.SellSide, (sbyte)-number);
            if (number == 1) (leg.LegPriceMantissa, leg.LegOptionDeltaMantissa) = (-25, 5000);
        }
    }

    private static int DetailedOption41(Span<byte> room)
    {
        MDInstrumentDefinitionOption41Encoder.TryEncode(room, out var message);
        (message.MatchEventIndicator, message.LastUpdateTime) = (MatchEventIndicator.EndOfEvent, TransactTimeNs);
        (message.SecurityUpdateAction, message.SecurityID, message.MDSecurityTradingStatus) = (SecurityUpdateAction.Add, 1, SecurityTradingStatus.ReadyToTrade);
        message.SetSecurityExchange("XCME");
        message.SetCFICode("FFICSX");
        message.SetCurrency("USD");
        message.SetSettlCurrency("EUR");
        message.SetUnitOfMeasure("IPNT");
        message.SetStrikeCurrency("GBP");
        (message.MarketSegmentID, message.UnderlyingProduct, message.MatchAlgorithm) = (64, 5, (byte)'F');
        (message.MinTradeVol, message.MaxTradeVol, message.UserDefinedInstrument) = (1, 5000, (byte)'Y');
        (message.UnitOfMeasureQtyMantissa, message.MaturityMonthYearYear, message.MaturityMonthYearMonth) = (50, 2016, 12);
        (message.MaturityMonthYearDay, message.MaturityMonthYearWeek, message.PutOrCall) = (16, 3, PutOrCall.Call);
        (message.StrikePriceMantissa, message.MinCabPriceMantissa, message.TickRule) = (-425, 0, 7);
        (message.MainFraction, message.SubFraction, message.PriceDisplayFormat) = (32, 4, 2);
        (message.TradingReferencePriceMantissa, message.SettlPriceType, message.TradingReferenceDate) = (4200, SettlPriceType.Actual, 17_117);
        (message.OpenInterestQty, message.ClearedVolume, message.HighLimitPriceMantissa) = (1_000, 0, 4600);
        (message.LowLimitPriceMantissa, message.MinPriceIncrementAmountMantissa) = (-4000, 1250);
        DetailGroupsOption41(ref message);
        return message.MessageLength;
    }

    private static void DetailGroupsOption41(ref MDInstrumentDefinitionOption41Encoder message)
    {
        var events = message.BeginNoEvents(2);
        var activation = events.Next();
        (activation.EventType, activation.EventTime) = (EventType.Activation, 100);
        var last = events.Next();
        (last.EventType, last.EventTime) = (EventType.LastEligibleTradeDate, 200);
        var feedTypes = message.BeginNoMDFeedTypes(2);
        var direct = feedTypes.Next();
        direct.SetMDFeedType("GBX");
        direct.MarketDepth = 5;
        var other = feedTypes.Next();
        other.SetMDFeedType("XYZ");
        other.MarketDepth = -3;
        message.BeginNoInstAttrib(1).Next().InstAttribValue = (InstAttribValue)0x80001;
        var lot = message.BeginNoLotTypeRules(1).Next();
        lot.LotType = 2;
        lot.MinLotSizeMantissa = 50_000;
        DetailRelatedOption41(ref message);
    }

    private static void DetailRelatedOption41(ref MDInstrumentDefinitionOption41Encoder message)
    {
        var underlying = message.BeginNoUnderlyings(1).Next();
        underlying.UnderlyingSecurityID = 700;
        underlying.SetUnderlyingSymbol("ESZ6");
        var related = message.BeginNoRelatedInstruments(1).Next();
        related.RelatedSecurityID = 701;
        related.SetRelatedSymbol("ESH7");
    }
}
