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
            case 3 when !_options.IsServed: // trade dates of a channel that is served are its sessions'
                GroupStatus(SecurityTradingStatus.NoChange, SecurityTradingEvent.ResetStatistics);
                break;
            case 4:
                SwitchImpliedOffAndOn(instrument);
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

    // Off empties the implied sides without a word, and those that the instrument implies in others entry by entry; on makes all of them anew.
    private void SwitchImpliedOffAndOn(SimulatedInstrument instrument)
    {
        if (instrument.ImpliedDepth == 0 || !instrument.IsImpliedOn) return;
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
        foreach (string group in Groups()) ResendStatus(group);
        _packets.Flush();
    }

    // The state of a group as it is, or, where it has several, that of each instrument; a halt of one stays one of it alone.
    private void ResendStatus(string group)
    {
        SimulatedInstrument[] live = [.. Live(group).Where(static instrument => !instrument.IsHaltedAlone)];
        if (live.Select(static instrument => (instrument.Status, instrument.IsNoCancel)).Distinct().Count() == 1)
        {
            SetStatus(StatusOf(live[0]) with { Instrument = null }, isRecovery: true);
            return;
        }

        foreach (SimulatedInstrument instrument in live.Where(static each => each.Status != StatusFact.Halt)) SetStatus(StatusOf(instrument), isRecovery: true);
    }

    private static StatusFact StatusOf(SimulatedInstrument instrument)
    {
        var tradingEvent = instrument.IsNoCancel ? SecurityTradingEvent.NoCancel : SecurityTradingEvent.NoEvent;
        return new StatusFact(instrument, "", instrument.Group, instrument.Status, 0, (byte)tradingEvent);
    }

    private void GroupStatus(SecurityTradingStatus status, SecurityTradingEvent tradingEvent)
    {
        foreach (string group in Groups()) SetStatus(new StatusFact(null, "", group, (byte)status, 0, (byte)tradingEvent));
    }

    // Says it, and does what it says; what crosses where an instrument opens trades in an auction before.
    private void SetStatus(StatusFact status, bool isRecovery = false)
    {
        SimulatedInstrument[] concerned = [.. _instruments.Where(each => each.IsLive && status.Concerns(each))];
        if (status.Set == (byte)SecurityTradingStatus.ReadyToTrade) UncrossBefore(status, concerned);
        foreach (SimulatedInstrument instrument in concerned) instrument.Obey(status);
        bool isEnd = !_model.FollowStatus(concerned);
        _admin.Status(status, _nowNs, isEnd, isRecovery);
        if (!isEnd) _model.EndStatus(_nowNs);
    }
}
