using FeedHandler.Codecs.Cme;

namespace FeedHandler.Replay.Simulator;

internal sealed partial class DefinitionEncoder
{
    private void OldSpread(SimulatedInstrument instrument, DefinitionFact definition, long lastUpdateNs)
    {
        MDInstrumentDefinitionSpread29Encoder.WriteHeader(packets.Header);
        MDInstrumentDefinitionSpread29Encoder.TryWrap(packets.Body, out var message);
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
        message.SetSecurityType("FUT");
        message.SetSecuritySubType(CalendarSpread);
        message.SetCurrency("USD");
        message.MinPriceIncrementMantissa = definition.TickNano / NanoPerOldMantissa;
        message.DisplayFactorMantissa = definition.DisplayFactorNano / NanoPerOldMantissa;
        Depths(ref message, instrument);
        Legs(ref message, instrument);
        packets.Append(message.EncodedLength, new MessageTime(lastUpdateNs, MatchEventIndicator.EndOfEvent), [definition]);
    }

    private static void Depths(ref MDInstrumentDefinitionSpread29Encoder message, SimulatedInstrument instrument)
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

    private static void Legs(ref MDInstrumentDefinitionSpread29Encoder message, SimulatedInstrument instrument)
    {
        message.BeginNoLotTypeRules(0);
        var legs = message.BeginNoLegs(instrument.Legs.Count);
        foreach (SimulatedLeg told in instrument.Legs)
        {
            var leg = legs.Next();
            (leg.LegSecurityID, leg.LegSide, leg.LegRatioQty) = (told.SecurityId, told.IsBought ? LegSide.BuySide : LegSide.SellSide, 1);
        }
    }
}
