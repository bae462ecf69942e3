using FeedHandler.Codecs.Cme;

namespace FeedHandler.Replay.Simulator;

/// <summary>Encodes what concerns the channel or a whole group: status, reset and heartbeat.</summary>
internal sealed class AdminEncoder(PacketAssembler packets, SimulationOptions options)
{
    /// <summary>A status (template 30) of an instrument; without one, of a product; without that, of a group.</summary>
    public void Status(int? securityId, string asset, string group, SecurityTradingStatus status, SecurityTradingEvent tradingEvent, long transactTimeNs)
    {
        SecurityStatus30Encoder.WriteHeader(packets.Header);
        SecurityStatus30Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = (ulong)transactTimeNs;
        message.SetSecurityGroup(group);
        message.SetAsset(asset);
        message.SecurityID = securityId;
        message.TradeDate = (ushort)(transactTimeNs / 86_400_000_000_000);
        message.MatchEventIndicator = MatchEventIndicator.EndOfEvent;
        message.SecurityTradingStatus = status;
        message.HaltReason = HaltReason.GroupSchedule;
        message.SecurityTradingEvent = tradingEvent;
        packets.Append(message.EncodedLength);
    }

    /// <summary>A reset of the channel (template 4): every book is empty and every RptSeq starts again.</summary>
    public void ChannelReset(IReadOnlyList<SimulatedInstrument> instruments, long transactTimeNs)
    {
        ChannelReset4Encoder.WriteHeader(packets.Header);
        ChannelReset4Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = (ulong)transactTimeNs;
        message.MatchEventIndicator = MatchEventIndicator.EndOfEvent;
        message.BeginNoMDEntries(1).Next().ApplID = options.ApplId;
        foreach (var instrument in instruments) packets.Publishes(LevelUpdate.Reset(instrument));
        packets.Append(message.EncodedLength);
    }

    /// <summary>A packet that says only that the line lives (template 12).</summary>
    public void Heartbeat()
    {
        packets.Flush();
        AdminHeartbeat12Encoder.WriteHeader(packets.Header);
        packets.Append(0);
        packets.Flush();
    }
}
