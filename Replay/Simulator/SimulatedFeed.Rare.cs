using FeedHandler.Codecs.Cme;

namespace FeedHandler.Replay.Simulator;

public sealed partial class SimulatedFeed
{
    private const int UndefinedReasonFirst = 8; // behind those of FIX tag 327

    // A sequence of its own: what is rare does not change which usual events follow.
    private readonly SeededRandom _chance;
    private const int ShortestPhase = 20; // match events
    private const int LongestPhase = 80;
    private readonly List<(int AtEvent, StatusFact Status)> _ends = [];
    private int _deletedCount;
    private int _lateDone;

    private void NextRare()
    {
        DefineLate();
        EndPhases();
        ProtocolRates rates = _options.Rates;
        int left = _chance.Below(1000);
        SimulatedInstrument instrument = _instruments[_chance.Below(_instruments.Length)];
        if (!instrument.IsLive) return;
        if (IsNext(rates.TradeBustPerMille)) _model.Bust(instrument, _chance, _nowNs);
        else if (IsNext(rates.TradeCorrectionPerMille)) _model.Correct(instrument, _chance, _nowNs);
        else if (IsNext(rates.IndicativeOpenPerMille)) _model.IndicateOpen(instrument, _nowNs);
        else if (IsNext(_options.IsOldSchema ? 0 : rates.VwapPerMille)) _model.Average(instrument, _nowNs);
        else if (IsNext(_options.HasOrders ? rates.OrderOnlyPerMille : 0)) _model.MoveDeepOrders(instrument, _chance, _nowNs);
        else if (IsNext(_options.IsOldSchema ? 0 : rates.MarketBestPerMille)) _model.TellMarketBest(instrument, _chance, _nowNs);
        else if (IsNext(rates.LastingHaltPerMille)) SwitchHalt(instrument);
        else if (IsNext(rates.ImpliedSwitchPerMille)) SwitchImplied(instrument);
        else if (IsNext(rates.GroupPhasePerMille)) ChangePhase(instrument);
        else if (IsNext(rates.InstrumentRestartPerMille)) _model.Restart(instrument, _nowNs);
        else if (IsNext(rates.DefinitionDeletePerMille)) Delete(instrument);
        else if (IsNext(rates.DefinitionChangePerMille)) Redefine(instrument);
        else if (IsNext(rates.UnknownStatusPerMille)) TellUnknownStatus(instrument);
        else if (IsNext(rates.CrossingPerMille)) _model.Cross(instrument, _chance, _nowNs);

        bool IsNext(int perMille) => (left -= perMille) is var rest && rest < 0 && rest >= -perMille;
    }

    private void DefineLate()
    {
        int every = _options.EventCount / (_options.LateInstrumentCount + 1);
        if (_lateDone == _options.LateInstrumentCount || _eventsDone < every * (_lateDone + 1)) return;
        SimulatedInstrument instrument = _instruments[_instruments.Length - _options.LateInstrumentCount + _lateDone++];
        _definitions.Encode(instrument, 'A', instrument.Status, _nowNs);
        _model.Open(instrument, _nowNs);
        SetStatus(new StatusFact(instrument, "", instrument.Group, (byte)SecurityTradingStatus.ReadyToTrade, 0, 0));
    }

    private void Redefine(SimulatedInstrument instrument)
    {
        instrument.DisplayFactorNano = instrument.DisplayFactorNano == 10_000_000 ? 1_000_000_000 : 10_000_000;
        _definitions.Encode(instrument, 'M', instrument.Status, _nowNs);
    }

    private void Delete(SimulatedInstrument instrument)
    {
        if ((_deletedCount + 1) * 4 > _instruments.Length || instrument == _instruments[0]) return;
        _deletedCount++;
        _model.Close(instrument, _nowNs);
        _definitions.Encode(instrument, 'D', null, _nowNs);
    }

    private void SwitchHalt(SimulatedInstrument instrument)
    {
        StatusFact open = new(instrument, "", instrument.Group, (byte)SecurityTradingStatus.ReadyToTrade, 0, 0);
        if (instrument.IsHaltedAlone)
        {
            SetStatus(open);
            return;
        }

        SetStatus(open with { Status = StatusFact.Halt, HaltReason = (byte)_chance.Between(0, 6) });
        EndLater(open);
    }

    // What stops trading or implied matching does so for a while: there would soon be none.
    private void EndLater(StatusFact end) => _ends.Add((_eventsDone + _chance.Between(ShortestPhase, LongestPhase), end));

    private void EndPhases()
    {
        foreach ((int atEvent, StatusFact end) in _ends.Where(end => end.AtEvent <= _eventsDone).ToArray())
        {
            _ends.Remove((atEvent, end));
            if (end.Instrument is not { } instrument || (instrument.IsLive && !IsDone(instrument, end))) SetStatus(end);
        }
    }

    private static bool IsDone(SimulatedInstrument instrument, StatusFact end) =>
        end.TradingEvent == 0 ? instrument.IsOpen : instrument.IsImpliedOn;

    // A code that nobody defined is no status: the one before stays. The code for "unknown" is one.
    private void TellUnknownStatus(SimulatedInstrument instrument)
    {
        int scope = _chance.Below(3);
        bool isSaid = _chance.PerMille(250);
        byte status = isSaid ? StatusFact.SaidUnknown : StatusFact.Undefined[_chance.Below(StatusFact.Undefined.Count)];
        byte reason = (byte)_chance.Between(UndefinedReasonFirst, byte.MaxValue - 1);
        StatusFact told = new(scope == 0 ? instrument : null, scope == 1 ? instrument.Asset : "", instrument.Group, status, reason, 0);
        SetStatus(told);
        if (isSaid) EndLater(told with { Status = (byte)SecurityTradingStatus.ReadyToTrade, HaltReason = 0 });
    }

    // What is said of implied matching holds for all that are meant, and their implied levels go without entries of their own.
    private void SwitchImplied(SimulatedInstrument instrument)
    {
        int scope = _chance.Below(3);
        StatusFact on = new(
            scope == 0 ? instrument : null, scope == 1 ? instrument.Asset : "", instrument.Group, StatusFact.NoChange, 0,
            (byte)SecurityTradingEvent.ImpliedMatchingON);
        if (!instrument.IsImpliedOn)
        {
            SetStatus(on);
            return;
        }

        SetStatus(on with { TradingEvent = StatusFact.ImpliedOff });
        EndLater(on);
    }

    private void ChangePhase(SimulatedInstrument instrument)
    {
        (SecurityTradingStatus Status, int Event)[] phases =
        [
            (SecurityTradingStatus.PreOpen, 0), (SecurityTradingStatus.PreOpen, 1), (SecurityTradingStatus.NewPriceIndication, 0),
            (SecurityTradingStatus.TradingHalt, 0), (SecurityTradingStatus.PreCross, 0), (SecurityTradingStatus.Cross, 0),
            (SecurityTradingStatus.PostClose, 0), (SecurityTradingStatus.ReadyToTrade, 0),
        ];
        (SecurityTradingStatus? status, int tradingEvent) = phases[_chance.Below(phases.Length)];
        bool isHaltKept = status == SecurityTradingStatus.ReadyToTrade; // whether another phase would end a halt is not said: it is ended before
        foreach (SimulatedInstrument? other in _instruments.Where(other => !isHaltKept && other.Group == instrument.Group))
        {
            if (other.IsLive && other.IsHaltedAlone) SwitchHalt(other);
        }

        StatusFact phase = new(null, "", instrument.Group, (byte)status, 0, (byte)tradingEvent);
        SetStatus(phase);
        if (!isHaltKept) EndLater(phase with { Status = (byte)SecurityTradingStatus.ReadyToTrade, TradingEvent = 0 });
    }
}
