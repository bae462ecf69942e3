using FeedHandler.Codecs.Cme;

namespace FeedHandler.Replay.Simulator;

public sealed partial class SimulatedFeed
{
    // The venue sends a heartbeat after this much silence.
    private const long SilenceNs = 30_000_000_000;

    private void Administer()
    {
        var instrument = _instruments[_random.Below(_instruments.Length)];
        var choice = _random.Below(8);
        switch (choice)
        {
            case 0:
                InstrumentStatus(instrument);
                break;
            case 1 or 2:
                GroupStatus(instrument, isByAsset: choice == 1);
                break;
            case 3:
                RollTradeDate();
                break;
            case 4:
                ImpliedOff(instrument);
                break;
            case 5:
                _definitions.Encode(instrument, SecurityUpdateAction.Modify, _nowNs);
                break;
            case 6:
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
        _admin.Status(null, isByAsset ? instrument.Asset : "", instrument.Group, status, SecurityTradingEvent.NoEvent, _nowNs);
    }

    private void InstrumentStatus(SimulatedInstrument instrument)
    {
        _admin.Status(instrument.SecurityId, "", instrument.Group, SecurityTradingStatus.TradingHalt, SecurityTradingEvent.NoEvent, _nowNs);
        _admin.Status(instrument.SecurityId, "", instrument.Group, SecurityTradingStatus.ReadyToTrade, SecurityTradingEvent.NoEvent, _nowNs);
    }

    private void RollTradeDate()
    {
        GroupStatus(SecurityTradingStatus.NoChange, SecurityTradingEvent.ResetStatistics);
        foreach (var instrument in _instruments) instrument.ResetStatistics();
    }

    // The exchange deletes the implied levels, entry by entry, before it says that there will be none.
    private void ImpliedOff(SimulatedInstrument instrument)
    {
        if (instrument.ImpliedDepth == 0) return;
        _model.DeleteImplied(instrument, _nowNs);
        _admin.Status(instrument.SecurityId, "", instrument.Group, SecurityTradingStatus.NoChange, SecurityTradingEvent.ImpliedMatchingOff, _nowNs);
        _admin.Status(instrument.SecurityId, "", instrument.Group, SecurityTradingStatus.NoChange, SecurityTradingEvent.ImpliedMatchingOn, _nowNs);
    }

    private void StaySilent()
    {
        _packets.Flush();
        for (var count = _random.Between(1, 3); count > 0; count--)
        {
            _nowNs = Math.Max(_nowNs, _packets.NowNs) + SilenceNs;
            _packets.NowNs = _nowNs;
            _admin.Heartbeat();
        }
    }

    private void ResetChannel()
    {
        _packets.Flush();
        foreach (var instrument in _instruments) instrument.Restart();
        _admin.ChannelReset(_instruments, _nowNs);
        foreach (var instrument in _instruments) _model.Resend(instrument, _nowNs);
        GroupStatus(SecurityTradingStatus.ReadyToTrade, SecurityTradingEvent.NoEvent);
        _packets.Flush();
    }

    private void GroupStatus(SecurityTradingStatus status, SecurityTradingEvent tradingEvent)
    {
        foreach (var group in _instruments.Select(instrument => instrument.Group).Distinct(StringComparer.Ordinal))
        {
            _admin.Status(null, "", group, status, tradingEvent, _nowNs);
        }
    }
}
