using FeedHandler.Codecs.Cme;

namespace FeedHandler.Replay.Simulator;

public sealed partial class SimulatedFeed
{
    private const byte SurveillanceReason = 1;
    private const byte ExpirationReason = 4;
    private int _haltsDone;

    // Definitions, a new trade date, orders without matching, then the auction; implied matching begins with continuous trading.
    private void OpenDay(TradingDay day, SimulatedInstrument[] early)
    {
        GroupStatus(SecurityTradingStatus.NoChange, SecurityTradingEvent.ResetStatistics);
        GroupStatus(SecurityTradingStatus.NoChange, SecurityTradingEvent.ImpliedMatchingOFF);
        GroupStatus(SecurityTradingStatus.PreOpen, SecurityTradingEvent.NoEvent);
        _packets.Flush();
        foreach (SimulatedInstrument instrument in early) _model.Prepare(instrument, _nowNs);
        EnterUnmatched(early, day.PreOpenOrderCount);
        GroupStatus(SecurityTradingStatus.PreOpen, SecurityTradingEvent.NoCancel);
        EnterUnmatched(early, day.PreOpenOrderCount / 4);
        foreach (string group in Groups()) Uncross(group);
        GroupStatus(SecurityTradingStatus.NoChange, SecurityTradingEvent.ImpliedMatchingON);
        _packets.Flush();
    }

    private bool IsHaltDue(TradingDay day)
    {
        int every = _options.EventCount / (day.HaltCount + 1);
        return _haltsDone < day.HaltCount && _eventsDone > every * (_haltsDone + 1);
    }

    // Whether what is said of a group ends the halt of an instrument of it is not said: it is ended before.
    private void HaltGroup(TradingDay day)
    {
        _haltsDone++;
        string group = _model.Pick().Group;
        SimulatedInstrument[] halted = Live(group);
        foreach (SimulatedInstrument instrument in halted)
        {
            if (instrument.IsHaltedAlone) SwitchHalt(instrument);
        }

        SetStatus(new StatusFact(null, "", group, (byte)SecurityTradingStatus.TradingHalt, SurveillanceReason, 0));
        EnterUnmatched(halted, day.HaltOrderCount / 2);
        SetStatus(new StatusFact(null, "", group, (byte)SecurityTradingStatus.PreOpen, 0, 0));
        EnterUnmatched(halted, day.HaltOrderCount - (day.HaltOrderCount / 2));
        Uncross(group);
        _packets.Flush();
    }

    private void Uncross(string group)
    {
        StatusFact open = new(null, "", group, (byte)SecurityTradingStatus.ReadyToTrade, 0, 0);
        HoldAuctions(open, Live(group));
        SetStatus(open);
    }

    // Whoever is open already, or stays halted alone, has no part in it.
    private void UncrossBefore(StatusFact open, SimulatedInstrument[] concerned)
    {
        SimulatedInstrument[] opening = [.. concerned.Where(each => !each.IsOpen && (open.Instrument is not null || !each.IsHaltedAlone))];
        if (opening.Any(static each => Auction.Of(each.Book) is not null)) HoldAuctions(open, opening);
    }

    private void HoldAuctions(StatusFact open, SimulatedInstrument[] opening)
    {
        SetStatus(open with { Status = (byte)SecurityTradingStatus.NewPriceIndication });
        foreach (SimulatedInstrument instrument in opening)
        {
            PassTime();
            _model.HoldAuction(instrument, _nowNs);
        }
    }

    private void EnterUnmatched(SimulatedInstrument[] open, int count)
    {
        for (; count > 0; count--)
        {
            foreach (SimulatedInstrument instrument in open)
            {
                PassTime();
                _model.EnterUnmatched(instrument, _nowNs);
            }
        }
    }

    private void CloseDay(TradingDay day)
    {
        GroupStatus(SecurityTradingStatus.PostClose, SecurityTradingEvent.NoEvent);
        SimulatedInstrument[] live = [.. _instruments.Where(static instrument => instrument.IsLive)];
        foreach (SimulatedInstrument instrument in live.TakeLast(Math.Min(day.ExpiryCount, live.Length - 1)))
        {
            PassTime();
            SetStatus(new StatusFact(instrument, "", instrument.Group, (byte)SecurityTradingStatus.TradingHalt, ExpirationReason, 0));
            _model.Close(instrument, _nowNs);
            _definitions.Encode(instrument, 'D', null, _nowNs);
        }
    }

    private SimulatedInstrument[] Live(string group) => [.. _instruments.Where(instrument => instrument.IsLive && instrument.Group == group)];

    private string[] Groups() => [.. _instruments.Select(static instrument => instrument.Group).Distinct(StringComparer.Ordinal)];
}
