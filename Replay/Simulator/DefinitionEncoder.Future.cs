using FeedHandler.Codecs.Cme;

namespace FeedHandler.Replay.Simulator;

internal sealed partial class DefinitionEncoder
{
    private void Future(SimulatedInstrument instrument, DefinitionFact definition, long lastUpdateNs)
    {
        MDInstrumentDefinitionFuture54Encoder.WriteHeader(packets.Header);
        MDInstrumentDefinitionFuture54Encoder.TryWrap(packets.Body, out var message);
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
        message.SetCurrency("USD");
        (message.MaturityMonthYearYear, message.MaturityMonthYearMonth) = (MaturityYear, instrument.MaturityMonth);
        message.MinPriceIncrementMantissa = definition.TickNano;
        message.DisplayFactorMantissa = definition.DisplayFactorNano;
        Depths(ref message, instrument);
        packets.Append(message.EncodedLength, new MessageTime(lastUpdateNs, MatchEventIndicator.EndOfEvent), [definition]);
    }

    private static void Depths(ref MDInstrumentDefinitionFuture54Encoder message, SimulatedInstrument instrument)
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
}
