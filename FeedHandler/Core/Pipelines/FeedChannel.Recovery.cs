using System.Runtime.CompilerServices;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Recovery;

namespace FeedHandler.Core.Pipelines;

/// <content>Healing by snapshots.</content>
public sealed partial class FeedChannel<TVenue, TDecoder, TStamps>
{
    // So long a silence of the sequence leaves a match event open that will not be ended by it; the venue's own heartbeats are rarer.
    private const long QuietNs = 100_000_000;
    private long _decodedRxNs;
    private long _decodedSentNs;
    private long _resetsSeen;
    private long _doubtsSeen;
    private long _needsSeen;
    private long _withdrawnSeen;
    private int _definitionsSeen;

    /// <summary>
    /// Takes a packet of a loop, of snapshots or definitions. They are no part of the sequence: each instrument in them stands for itself, and comes again.
    /// </summary>
    /// <param name="packet">The packet, of such a group of the channel; its bytes are not kept.</param>
    /// <param name="nowNs">The time now: of the capture in a replay, of the clock when live.</param>
    public void OnLoopPacket(in Packet packet, long nowNs)
    {
        if (_recovery is null) return;
        long startTicks = TStamps.Enabled ? _stamps.Now() : 0;
        _recovery.Counters.Packets++;
        TakeLoopPacket(packet, _recovery);
        LookForNeeds(_recovery);
        if (_decoder.Instruments.Orders is { } orders) orders.AwaitsOthers = _recovery.HasFoundOrders;
        if (_arbitrator.IsHolding || _isInDoubt) Decide(nowNs); // behind it, as behind any packet: a recording notes it beside the next
        if (TStamps.Enabled) EndLoopPacket(packet, startTicks);
    }

    private void EndLoopPacket(in Packet packet, long startTicks)
    {
        long endTicks = _stamps.Now();
        _stamps.EndPacket(packet.Bytes, packet.Group, packet.RxNs, (startTicks, startTicks, endTicks));
        Ways?.Record(_lineOf[packet.Group], TVenue.ClassOf(packet.Bytes), _stamps.DurationNs(endTicks - startTicks));
    }

    private void TakeLoopPacket(in Packet packet, ChannelRecovery recovery)
    {
        if (!TVenue.TryReadHeader(packet.Bytes, out PacketHeader header) || !TVenue.IsWhole(packet.Bytes))
        {
            recovery.Counters.DamagedPackets++;
            return;
        }

        FeedRole role = _map[packet.Group].Role;
        if (TDecoder.BeginsLoop(header) && recovery.OnLoop(packet.Group, role, packet.RxNs) is > 0 and long loopNs && role == FeedRole.Snapshot)
            _decoder.Instruments.Heals?.SeeLoop(loopNs);
        if (header.SendingTimeNs < _arbitrator.SessionStartNs)
        {
            recovery.Counters.OldPackets++;
            return;
        }

        bool isQuiet = packet.RxNs - _decodedRxNs > QuietNs;
        if (_arbitrator.NextNumber != 0 && _decoder.TryRestore(packet.Bytes, packet.RxNs, isQuiet, recovery)) return;
        recovery.Hold(packet.Bytes);
    }

    // Off the fast way: only channels that can be healed come here.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void OnDecoded(Packet packet, PacketHeader header)
    {
        if (header.Count != 0) Keep(packet, header);
        else if (_recovery!.History.Next != _arbitrator.NextNumber) _recovery.History.Restart(_arbitrator.NextNumber); // a heartbeat, the first that came
    }

    private void Keep(in Packet packet, in PacketHeader header)
    {
        ulong next = _arbitrator.NextNumber;
        uint count = header.Count;
        (_decodedRxNs, _decodedSentNs) = (packet.RxNs, header.SendingTimeNs);
        if (_decoder.Entries.ChannelResets != _resetsSeen)
        {
            _resetsSeen = _decoder.Entries.ChannelResets;
            _recovery!.OnLoss(next);
        }
        else if (_recovery!.KeepsPackets)
        {
            _recovery.History.Add(next - count, next, packet.Bytes);
        }
        else
        {
            _recovery.History.Restart(next);
        }

        if (_decoder.Entries.Doubts != _doubtsSeen)
        {
            _doubtsSeen = _decoder.Entries.Doubts;
            _recovery.Want();
            LookForUndefined(_recovery);
        }

        LookForNeeds(_recovery);
        while (_recovery.Held.Count > 0 && _decoder.TryRestore(_recovery.Held[0], packet.RxNs, isQuiet: false, _recovery)) _recovery.Held.DropOldest();
    }

    private void LookForNeeds(ChannelRecovery recovery)
    {
        if (_decoder.Entries.InstrumentsDeleted != _withdrawnSeen) OnWithdrawn(recovery);
        if (_decoder.Entries.Needs != _needsSeen) OnNeeds(recovery);
    }

    private void OnNeeds(ChannelRecovery recovery)
    {
        _needsSeen = _decoder.Entries.Needs;
        recovery.NeedSnapshots();
    }

    // One that is withdrawn is in no loop any more, and must not count as one of those that are.
    private void OnWithdrawn(ChannelRecovery recovery)
    {
        _withdrawnSeen = _decoder.Entries.InstrumentsDeleted;
        recovery.CountAnew();
    }

    // Of what was met since it was last asked, what nobody has defined.
    private void LookForUndefined(ChannelRecovery recovery)
    {
        bool isUndefined = false;
        for (; _definitionsSeen < _decoder.Instruments.Count; _definitionsSeen++) isUndefined |= !_decoder.Instruments.Definition(_definitionsSeen).IsDefined;
        if (isUndefined) recovery.NeedDefinitions();
    }

    private static FeedRole[] LoopsOf(FeedMap map, int channel, TDecoder decoder)
    {
        if (!TDecoder.ReadsSnapshots) return [];
        FeedRole[] read = decoder.Instruments.Orders is null
            ? [FeedRole.Snapshot, FeedRole.Definitions] : [FeedRole.Snapshot, FeedRole.Definitions, FeedRole.OrderSnapshot];
        return Array.FindAll(read, role => map.Has(channel, role));
    }
}
