using FeedHandler.Codecs.Cme;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Venues.Cme;

public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    private bool Status30(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!SecurityStatus30.TryWrap(body, blockLength, version, out var message)) return false;
        BeginMessage(message.TransactTime, (byte)message.MatchEventIndicator);
        var securityId = message.SecurityID;
        if (securityId is null) ApplyGroupStatus(message);
        else ApplyStatus(_instruments.Find(securityId.Value), securityId.Value, message);
        EndMessage((byte)message.MatchEventIndicator);
        return true;
    }

    private void ApplyStatus(int instrumentIndex, int securityId, in SecurityStatus30 message)
    {
        if (instrumentIndex < 0) instrumentIndex = AddInstrument(securityId);
        if (instrumentIndex >= 0) SetStatus(instrumentIndex, message);
    }

    // Without an instrument the scope is the product or, without that, the group (CME MDP 3.0, "Security Status").
    private void ApplyGroupStatus(in SecurityStatus30 message)
    {
        var isByAsset = message.Asset.TrimEnd("\0 "u8).Length != 0;
        var matchCount = 0;
        for (var index = 0; index < _instruments.Count; index++)
        {
            ref var definition = ref _instruments.Definition(index);
            if (!definition.IsDefined) continue;
            if (!(isByAsset ? definition.IsOfAsset(message.Asset) : definition.IsInGroup(message.SecurityGroup))) continue;
            SetStatus(index, message);
            matchCount++;
        }

        if (matchCount == 0) _counters.StatusUnmatched++;
    }

    private void SetStatus(int instrumentIndex, in SecurityStatus30 message)
    {
        var tradingEvent = (byte)message.SecurityTradingEvent;
        _instruments.Books[instrumentIndex].SetStatus((byte)message.SecurityTradingStatus, tradingEvent);
        if (tradingEvent == BookReplica.TradingEventResetStatistics) _instruments.Statistics(instrumentIndex).ClearSession();
        if (!TSink.IsEnabled) return;
        ref var slot = ref Claim(EventKind.Status, instrumentIndex);
        slot.PriceNano = MarketEvent.NullPrice;
        slot.Quantity = (byte)message.HaltReason;
        slot.Orders = tradingEvent;
        slot.Detail = (byte)message.SecurityTradingStatus;
    }

    // Every book of the channel is empty, and every instrument's own sequence starts again at 1 (template 4).
    private bool Reset4(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!ChannelReset4.TryWrap(body, blockLength, version, out var message)) return false;
        if (!message.TryGetNoMDEntries(out var entries)) return false;
        BeginMessage(message.TransactTime, (byte)message.MatchEventIndicator);
        _counters.ChannelResets++;
        CountEntries(entries.Count, 0);
        RestartInstruments(isKnownEmpty: true);
        if (TSink.IsEnabled) Claim(EventKind.BookClear, MarketEvent.NoInstrument);
        EndMessage((byte)message.MatchEventIndicator);
        return true;
    }
}
