using FeedHandler.Codecs.Cme;

namespace FeedHandler.Replay.Simulator;

internal sealed partial class DefinitionEncoder
{
    private void OldOption(SimulatedInstrument instrument, DefinitionFact definition, long lastUpdateNs)
    {
        MDInstrumentDefinitionOption41Encoder.WriteHeader(packets.Header);
        MDInstrumentDefinitionOption41Encoder.TryWrap(packets.Body, out var message);
        message.MatchEventIndicator = MatchEventIndicator.EndOfEvent;
        message.SecurityUpdateAction = (SecurityUpdateAction)definition.Action;
        message.LastUpdateTime = (ulong)lastUpdateNs;
        message.MDSecurityTradingStatus = (SecurityTradingStatus)(definition.Status ?? NoStatus);
        message.ApplID = options.ApplId;
        message.SetSecurityExchange("XSIM");
        message.SetSecurityGroup(instrument.Group);
        message.SetAsset(instrument.Asset);
        message.SetSymbol(instrument.Symbol);
        message.SecurityID = instrument.SecurityId;
        message.SetSecurityType("OOF");
        message.PutOrCall = PutOrCall.Call;
        message.StrikePriceMantissa = instrument.StrikeNano / NanoPerOldMantissa;
        message.SetCurrency("USD");
        (message.MaturityMonthYearYear, message.MaturityMonthYearMonth) = (MaturityYear, instrument.MaturityMonth);
        message.MinPriceIncrementMantissa = definition.TickNano / NanoPerOldMantissa;
        message.DisplayFactorMantissa = definition.DisplayFactorNano / NanoPerOldMantissa;
        Depths(ref message, instrument);
        Underlying(ref message, instrument);
        // The group of related instruments came with version 7.
        var bodyBytes = options.SchemaVersion < 7 ? message.EncodedLength - GroupDimensionBytes : message.EncodedLength;
        packets.Append(bodyBytes, new MessageTime(lastUpdateNs, MatchEventIndicator.EndOfEvent), [definition]);
    }

    private static void Depths(ref MDInstrumentDefinitionOption41Encoder message, SimulatedInstrument instrument)
    {
        message.BeginNoEvents(0);
        var feedTypes = message.BeginNoMDFeedTypes(instrument.ImpliedDepth == 0 ? 1 : 2);
        var direct = feedTypes.Next();
        direct.SetMDFeedType("GBX");
        direct.MarketDepth = (sbyte)instrument.DirectDepth;
        if (instrument.ImpliedDepth != 0)
        {
            var implied = feedTypes.Next();
            implied.SetMDFeedType("GBI");
            implied.MarketDepth = (sbyte)instrument.ImpliedDepth;
        }

        message.BeginNoInstAttrib(1).Next().InstAttribValue = AttributesOf(instrument);
    }

    private static void Underlying(ref MDInstrumentDefinitionOption41Encoder message, SimulatedInstrument instrument)
    {
        if (instrument.Underlying is not { } told) return;
        message.BeginNoLotTypeRules(0);
        var underlying = message.BeginNoUnderlyings(1).Next();
        underlying.UnderlyingSecurityID = told.SecurityId;
        underlying.SetUnderlyingSymbol(told.Symbol);
    }
}
