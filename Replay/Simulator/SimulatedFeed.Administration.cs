using FeedHandler.Codecs.Cme;

namespace FeedHandler.Replay.Simulator;

public sealed partial class SimulatedFeed
{
    // The venue sends a heartbeat after this much silence.
    private const long SilenceNs = 30_000_000_000;

    /// <summary>Ends trading: the close comes next.</summary>
    public void Finish() => _isFinished = true;

    /// <summary>Says that the line lives, when the simulation has ended: the next packet.</summary>
    /// <param name="nowNs">When, nanoseconds since the Unix epoch.</param>
    public void Heartbeat(long nowNs)
    {
        _packets.NowNs = nowNs;
        _admin.Heartbeat();
    }

    // Silence before what comes next is broken, so that a loss of the last packet shows.
    private void Beat(long untilNs)
    {
        if (_options.HeartbeatNs == 0) return;
        while (untilNs - _packets.NowNs > _options.HeartbeatNs)
        {
            _packets.Flush();
            _packets.NowNs += _options.HeartbeatNs;
            _admin.Heartbeat();
        }
    }

    private void Administer()
    {
        SimulatedInstrument instrument = _model.Pick();
        int choice = _random.Below(8);
        switch (choice)
        {
            case 0:
                InstrumentStatus(instrument);
                break;
            case 1 or 2:
                GroupStatus(instrument, isByAsset: choice == 1);
                break;
            case 3:
                GroupStatus(SecurityTradingStatus.NoChange, SecurityTradingEvent.ResetStatistics);
                break;
            case 4:
                ImpliedOff(instrument);
                break;
            case 5:
                _definitions.Encode(instrument, 'M', instrument.Status, _nowNs);
                break;
            case 6 when _options is { Profile: MarketProfile.Steady, IsServed: false }:
                StaySilent();
                break;
            default:
                _model.Administer(instrument, _nowNs);
                break;
        }
    }

    private void GroupStatus(SimulatedInstrument instrument, bool isByAsset)
    {
        var status = isByAsset ? SecurityTradingStatus.ReadyToTrade : SecurityTradingStatus.NoChange;
        SetStatus(new StatusFact(null, isByAsset ? instrument.Asset : "", instrument.Group, (byte)status, 0, 0));
    }

    private void InstrumentStatus(SimulatedInstrument instrument)
    {
        SetStatus(new StatusFact(instrument, "", instrument.Group, (byte)SecurityTradingStatus.TradingHalt, 0, 0));
        SetStatus(new StatusFact(instrument, "", instrument.Group, (byte)SecurityTradingStatus.ReadyToTrade, 0, 0));
    }

    // The exchange deletes the implied levels, entry by entry, before it says that there will be none.
    private void ImpliedOff(SimulatedInstrument instrument)
    {
        if (instrument.ImpliedDepth == 0 || !instrument.IsImpliedOn) return;
        _model.DeleteImplied(instrument, _nowNs);
        foreach (SecurityTradingEvent tradingEvent in (SecurityTradingEvent[])[SecurityTradingEvent.ImpliedMatchingOFF, SecurityTradingEvent.ImpliedMatchingON])
        {
            SetStatus(new StatusFact(instrument, "", instrument.Group, StatusFact.NoChange, 0, (byte)tradingEvent));
        }
    }

    private void StaySilent()
    {
        _packets.Flush();
        for (int count = _random.Between(1, 3); count > 0; count--)
        {
            _nowNs = Math.Max(_nowNs, _packets.NowNs) + SilenceNs;
            _packets.NowNs = _nowNs;
            _admin.Heartbeat();
        }
    }

    private void ResetChannel()
    {
        _packets.Flush();
        foreach (SimulatedInstrument instrument in _instruments) instrument.Restart();
        _admin.ChannelReset(_nowNs);
        foreach (SimulatedInstrument? instrument in _instruments.Where(instrument => instrument.IsLive)) _model.Resend(instrument, _nowNs);
        GroupStatus(SecurityTradingStatus.ReadyToTrade, SecurityTradingEvent.NoEvent, isRecovery: true);
        _packets.Flush();
    }

    private void GroupStatus(SecurityTradingStatus status, SecurityTradingEvent tradingEvent, bool isRecovery = false)
    {
        foreach (string group in Groups()) SetStatus(new StatusFact(null, "", group, (byte)status, 0, (byte)tradingEvent), isRecovery);
    }

    // Says it, and does what it says.
    private void SetStatus(StatusFact status, bool isRecovery = false)
    {
        _admin.Status(status, _nowNs, isRecovery);
        foreach (SimulatedInstrument? instrument in _instruments.Where(each => each.IsLive && status.Concerns(each))) instrument.Obey(status);
    }
}
