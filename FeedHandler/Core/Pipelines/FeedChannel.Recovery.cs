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

    /// <summary>
    /// Takes a packet of a loop, of snapshots or definitions. They are no part of the sequence: each instrument in them stands for itself, and comes again.
    /// </summary>
    /// <param name="packet">The packet, of such a group of the channel; its bytes are not kept.</param>
    /// <param name="nowNs">The time now: of the capture in a replay, of the clock when live.</param>
    public void OnLoopPacket(in Packet packet, long nowNs)
    {
        if (_recovery is null) return;
        _recovery.Counters.Packets++;
        TakeLoopPacket(packet, _recovery);
        if (_arbitrator.IsHolding || _isInDoubt) Decide(nowNs); // behind it, as behind any packet: a recording notes it beside the next
    }

    private void TakeLoopPacket(in Packet packet, ChannelRecovery recovery)
    {
        if (!TVenue.TryReadHeader(packet.Bytes, out PacketHeader header) || !TVenue.IsWhole(packet.Bytes))
        {
            recovery.Counters.DamagedPackets++;
            return;
        }

        FeedRole role = _map[packet.Group].Role;
        if (role != FeedRole.Definitions && TDecoder.BeginsLoop(header)) recovery.OnLoop(packet.Group, role == FeedRole.OrderSnapshot);
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
        ulong next = _arbitrator.NextNumber;
        uint count = header.Count;
        (_decodedRxNs, _decodedSentNs) = (packet.RxNs, header.SendingTimeNs);
        if (_recovery!.History.Next == 0 && next - count != TVenue.FirstNumber) _decoder.OnJoin();
        if (_decoder.Entries.ChannelResets != _resetsSeen)
        {
            _resetsSeen = _decoder.Entries.ChannelResets;
            _recovery.OnLoss(next);
        }
        else if (_recovery.KeepsPackets)
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
        }

        while (_recovery.Held.Count > 0 && _decoder.TryRestore(_recovery.Held[0], packet.RxNs, isQuiet: false, _recovery)) _recovery.Held.DropOldest();
    }
}
