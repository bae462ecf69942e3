using FeedHandler.Codecs.Cme;

namespace FeedHandler.Replay.Simulator;

/// <summary>Encodes what concerns the channel or a whole group: status, reset and heartbeat.</summary>
internal sealed class AdminEncoder(PacketAssembler packets, SimulationOptions options)
{
    /// <summary>The template of heartbeats.</summary>
    public const ushort HeartbeatTemplateId = 12;

    private const byte NoStatus = 255;
    private const long DayNs = 86_400_000_000_000;

    /// <summary>A status (template 30).</summary>
    /// <param name="status">What it says.</param>
    /// <param name="transactTimeNs">When, nanoseconds since the Unix epoch.</param>
    /// <param name="isEnd">Whether nothing follows of its event.</param>
    /// <param name="isRecovery">Whether the venue sends it again.</param>
    public void Status(StatusFact status, long transactTimeNs, bool isEnd, bool isRecovery)
    {
        SecurityStatus30Encoder.WriteHeader(packets.Header);
        SecurityStatus30Encoder.TryWrap(packets.Body, out var message);
        var indicator = isEnd ? MatchEventIndicator.EndOfEvent : default;
        if (isRecovery) indicator |= MatchEventIndicator.RecoveryMsg;
        message.TransactTime = (ulong)transactTimeNs;
        message.SetSecurityGroup(status.Group);
        message.SetAsset(status.Asset);
        message.SecurityID = status.Instrument?.SecurityId;
        message.TradeDate = (ushort)(transactTimeNs / DayNs);
        message.MatchEventIndicator = indicator;
        message.SecurityTradingStatus = (SecurityTradingStatus)(status.Status ?? NoStatus);
        message.HaltReason = (HaltReason)status.HaltReason;
        message.SecurityTradingEvent = (SecurityTradingEvent)status.TradingEvent;
        packets.Append(message.EncodedLength, new MessageTime(transactTimeNs, indicator), [status]);
    }

    /// <summary>A reset of the channel (template 4): every book is empty and every RptSeq starts again.</summary>
    public void ChannelReset(long transactTimeNs)
    {
        ChannelReset4Encoder.WriteHeader(packets.Header);
        ChannelReset4Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = (ulong)transactTimeNs;
        message.MatchEventIndicator = MatchEventIndicator.EndOfEvent;
        message.BeginNoMDEntries(1).Next().ApplID = options.ApplId;
        packets.Append(message.EncodedLength, new MessageTime(transactTimeNs, MatchEventIndicator.EndOfEvent), [new ChannelResetFact()]);
    }

    /// <summary>A packet that says only that the line lives (template 12).</summary>
    public void Heartbeat()
    {
        packets.Flush();
        AdminHeartbeat12Encoder.WriteHeader(packets.Header);
        packets.Append(0, default, []);
        packets.Flush();
    }
}
