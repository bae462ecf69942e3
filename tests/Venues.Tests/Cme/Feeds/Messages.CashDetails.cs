using FeedHandler.Codecs.Cme;

namespace FeedHandler.Venues.Tests.Cme.Feeds;

internal static partial class Messages
{
    private static int DetailedFixedIncome57(Span<byte> room)
    {
        MDInstrumentDefinitionFixedIncome57Encoder.TryEncode(room, out var message);
        (message.MatchEventIndicator, message.LastUpdateTime) = (MatchEventIndicator.EndOfEvent, TransactTimeNs);
        (message.SecurityUpdateAction, message.SecurityID, message.MDSecurityTradingStatus) = (SecurityUpdateAction.Add, 1, SecurityTradingStatus.ReadyToTrade);
        message.SetSecurityExchange("XCME");
        message.SetCFICode("FFICSX");
        message.SetCurrency("USD");
        message.SetSettlCurrency("EUR");
        message.SetUnitOfMeasure("IPNT");
        (message.MarketSegmentID, message.UnderlyingProduct, message.MatchAlgorithm) = (64, 5, (byte)'F');
        (message.MinTradeVol, message.MaxTradeVol, message.UserDefinedInstrument) = (1, 5000, (byte)'Y');
        (message.UnitOfMeasureQtyMantissa, message.MaturityDate, message.MainFraction) = (50, 17_152, 32);
        (message.SubFraction, message.PriceDisplayFormat, message.TradingReferencePriceMantissa) = (4, 2, 4200);
        (message.TradingReferenceDate, message.HighLimitPriceMantissa, message.LowLimitPriceMantissa) = (17_117, 4600, -4000);
        (message.MaxPriceVariationMantissa, message.MinPriceIncrementAmountMantissa) = (60, 1250);
        DetailGroupsFixedIncome57(ref message);
        return message.MessageLength;
    }

    private static void DetailGroupsFixedIncome57(ref MDInstrumentDefinitionFixedIncome57Encoder message)
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

    private static int DetailedRepo58(Span<byte> room)
    {
        MDInstrumentDefinitionRepo58Encoder.TryEncode(room, out var message);
        (message.MatchEventIndicator, message.LastUpdateTime) = (MatchEventIndicator.EndOfEvent, TransactTimeNs);
        (message.SecurityUpdateAction, message.SecurityID, message.MDSecurityTradingStatus) = (SecurityUpdateAction.Add, 1, SecurityTradingStatus.ReadyToTrade);
        message.SetSecurityExchange("XCME");
        message.SetCFICode("FFICSX");
        message.SetCurrency("USD");
        message.SetSettlCurrency("EUR");
        message.SetUnitOfMeasure("IPNT");
        (message.MarketSegmentID, message.UnderlyingProduct, message.MatchAlgorithm) = (64, 5, (byte)'F');
        (message.MinTradeVol, message.MaxTradeVol, message.UserDefinedInstrument) = (1, 5000, (byte)'Y');
        (message.UnitOfMeasureQtyMantissa, message.EndDate, message.SecuritySubType) = (50, 17_152, RepoSubType.GC);
        (message.TradingReferencePriceMantissa, message.TradingReferenceDate, message.HighLimitPriceMantissa) = (4200, 17_117, 4600);
        (message.LowLimitPriceMantissa, message.MaxPriceVariationMantissa) = (-4000, 60);
        DetailGroupsRepo58(ref message);
        return message.MessageLength;
    }

    private static void DetailGroupsRepo58(ref MDInstrumentDefinitionRepo58Encoder message)
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
        DetailRelatedRepo58(ref message);
    }

    private static void DetailRelatedRepo58(ref MDInstrumentDefinitionRepo58Encoder message)
    {
        var underlyings = message.BeginNoUnderlyings(1).Next();
        underlyings.SetUnderlyingSymbol("ESZ6");
        var related = message.BeginNoRelatedInstruments(1).Next();
        related.RelatedSecurityID = 701;
        related.SetRelatedSymbol("ESH7");
    }

    private static int DetailedFX63(Span<byte> room)
    {
        MDInstrumentDefinitionFX63Encoder.TryEncode(room, out var message);
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
        (message.MaturityMonthYearDay, message.MaturityMonthYearWeek, message.HighLimitPriceMantissa) = (16, 3, 4600);
        (message.LowLimitPriceMantissa, message.MaxPriceVariationMantissa) = (-4000, 60);
        DetailGroupsFX63(ref message);
        return message.MessageLength;
    }

    private static void DetailGroupsFX63(ref MDInstrumentDefinitionFX63Encoder message)
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
        lot.MinLotSize = 5;
    }
}
