using System.Runtime.CompilerServices;
using FeedHandler.Core.Packets;

namespace FeedHandler.Core.Arbitration;

/// <content>Packets that are neither the next one nor a plain second copy.</content>
public sealed partial class LineArbitrator<TVenue>
{
    private const int FarCountMin = 2; // one missing packet is nothing that needs a second witness
    private ulong _highestHeld;
    private uint _countMax = 1;

    /// <summary>Judges a packet that <see cref="OfferPlain"/> has counted and left.</summary>
    /// <param name="header">Its header; <see cref="PacketHeader.Skip"/> is set.</param>
    /// <param name="packet">The packet; kept as a copy when it must wait.</param>
    /// <param name="nowNs">The time now, in nanoseconds.</param>
    /// <returns>What to do with it.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Verdict OfferUnusual(ref PacketHeader header, in Packet packet, long nowNs)
    {
        Verdict verdict = Judge(_byGroup[packet.Group], ref header, packet, nowNs, DistanceOf(header.First));
        Weigh();
        return verdict;
    }

    private void Weigh() => _waiting = _window.Count + (_hasRival ? 1 : 0);

    private Verdict Judge(LineCounters line, ref PacketHeader header, in Packet packet, long nowNs, long distance)
    {
        if (!_hasStarted) return Start(line, header, packet);
        if (header.Epoch > _epoch) return Contradict(line, header, packet, nowNs, isRestart: true);
        if (header.Epoch < _epoch || (header.Epoch == 0 && header.SendingTimeNs < _sessionStartNs && !IsOfStart(header))) return RefuseOld(line, header);
        if (distance < 0) return OfferBehind(line, ref header, packet, nowNs, _next + (ulong)distance);
        if (distance == 0) return OfferNext(line, header, packet, nowNs);
        return OfferAhead(line, header, packet, nowNs, (ulong)distance);
    }

    private Verdict Start(LineCounters line, in PacketHeader header, in Packet packet)
    {
        if (!TVenue.IsWhole(packet.Bytes)) return Damage(line);
        _hasStarted = true;
        (_next, _sessionFirst, _epoch, _fastFromNs) = (header.First, header.First, header.Epoch, _sessionStartNs);
        CountMissing(line, header.First, header.Count);
        return Accept(line, header);
    }

    // Packets of a session that is over, which a slow line still brings.
    private Verdict RefuseOld(LineCounters line, in PacketHeader header)
    {
        if (_timesBefore[header.First] != header.SendingTimeNs)
        {
            line.Late++;
            return Verdict.Late;
        }

        line.Duplicates++;
        return Verdict.Duplicate;
    }

    // The next one, while a packet waits that contradicts the sequence.
    private Verdict OfferNext(LineCounters line, in PacketHeader header, in Packet packet, long nowNs)
    {
        if (!TVenue.IsWhole(packet.Bytes)) return Damage(line);
        if (_hasRival && HasItsLineGoneOn()) DropRival();
        // It was sent before the rival: the one of its number that waits is not of this session, and so confirms the rival.
        if (_isUndecided && header.SendingTimeNs < _rival.SendingTimeNs) return Confirm(line, _rival.First, _rival.SendingTimeNs);
        if (_isUndecided || IsUndecidable(header))
        {
            _isUndecided = true;
            return Hold(line, header, packet, nowNs, _next);
        }

        if (_hasRival && IsRefutedBy(header)) DropRival();
        CountMissing(line, _next, header.Count);
        return Accept(line, header);
    }

    private Verdict OfferAhead(LineCounters line, in PacketHeader header, in Packet packet, long nowNs, ulong distance)
    {
        // What is ahead was sent later: an earlier one is of a session that was over before the first packet came.
        if (header.Epoch == 0 && _times.IsBeforeAll(header.SendingTimeNs, _next)) return RefuseOld(line, header);
        if (!TVenue.IsWhole(packet.Bytes)) return Damage(line);
        if (IsFar(header, distance) || (_hasRival && !_isRestart && AgreesWithRival(header))) return Contradict(line, header, packet, nowNs, isRestart: false);
        if (!IsUndecidable(header)) CountMissing(line, _next + distance, header.Count);
        return Hold(line, header, packet, nowNs, _next + distance);
    }

    // So far ahead of all that is known that a second packet must say so too.
    private bool IsFar(in PacketHeader header, ulong distance)
    {
        if (distance >= (ulong)_window.Capacity) return true;
        if (IsUndecidable(header)) return false;
        ulong known = _window.Count == 0 ? 0 : _highestHeld - _next;
        if (!_cuts.IsEmpty && (long)(_cuts.Next - _next) > 0) known = Math.Max(known, _cuts.Next - _next); // of these the capture itself told
        return distance >= known + (ulong)Math.Max(_options.GapCountMax, FarCountMin);
    }

    private Verdict OfferBehind(LineCounters line, ref PacketHeader header, in Packet packet, long nowNs, ulong number)
    {
        if (number + header.Count > _next && header.Count > 1) return OfferPart(line, ref header, packet, number);
        bool isOfSession = (long)(number - _sessionFirst) >= 0; // before the first one the count wraps
        bool isReached = isOfSession && _next - number <= _times.Reach;
        if (header.Epoch == 0 && IsNewer(header.SendingTimeNs, number, isReached)) return Contradict(line, header, packet, nowNs, isRestart: true);
        if (isOfSession && (!isReached || _times[number] != SendingTimes.None))
        {
            line.Duplicates++;
            return Verdict.Duplicate;
        }

        line.Late++;
        return Verdict.Late;
    }

    // Whether a packet behind was sent after what followed it in this session: only one of another session can be.
    private bool IsNewer(long sendingTimeNs, ulong number, bool isReached)
    {
        // Sent before the copy that was delivered, or that copy before what it follows: one of the two has a wrong time, and proves nothing.
        long deliveredNs = isReached ? _times[number] : SendingTimes.None;
        if (deliveredNs != SendingTimes.None && (sendingTimeNs < deliveredNs || deliveredNs < _times.Reference(number, _next - number))) return false;
        if (isReached && !_times.IsNewest(sendingTimeNs, number, _next)) return false;
        // A first packet that nothing followed proves nothing of what is far behind it: one of the two is forged.
        if (_next == _sessionFirst + 1 && _next - number > _times.Reach) return true;
        long afterNs = isReached ? _times.After(number, _next) : SendingTimes.None;
        if (afterNs != SendingTimes.None) return sendingTimeNs > afterNs && sendingTimeNs > _times.Reference(_next);
        return sendingTimeNs > _times.Reference(_next);
    }

    // A venue that cuts its lines differently: the first numbers of this packet were delivered, the others not.
    private Verdict OfferPart(LineCounters line, ref PacketHeader header, in Packet packet, ulong number)
    {
        if (!TVenue.IsWhole(packet.Bytes)) return Damage(line);
        CountMissing(line, number, header.Count);
        header.Skip = (uint)(_next - number);
        line.Delivered++;
        AdvanceOver(header.Count - header.Skip, header.SendingTimeNs);
        return Verdict.Process;
    }

    private Verdict Hold(LineCounters line, in PacketHeader header, in Packet packet, long nowNs, ulong number)
    {
        if (_window.Contains(number) && (header.Count == 0 || _window[number].Count != 0))
        {
            line.Duplicates++;
            return Verdict.Duplicate;
        }

        if (_window.Contains(number)) LeaveToPacket(number);
        if (!_window.TryHold(Describe(header, packet, nowNs, number), packet.Bytes))
        {
            line.Oversize++;
            return Damage(line);
        }

        if (_window.Count == 1 || number > _highestHeld) _highestHeld = number;
        _countMax = Math.Max(_countMax, header.Count);
        Counters.Reordered++;
        line.Held++;
        return Verdict.Held;
    }

    // A heartbeat waits in the place of the packet that it announces, so that what is missing before that is given up in time even if nothing else comes.
    private void LeaveToPacket(ulong number)
    {
        LineCounters line = _byGroup[_window.Take(number).Group];
        line.Held--;
        line.Duplicates++;
    }

    private HeldPacket Describe(in PacketHeader header, in Packet packet, long nowNs, ulong number) => new()
    {
        First = number,
        SendingTimeNs = header.SendingTimeNs,
        RxNs = packet.RxNs,
        HeldNs = nowNs,
        DrainMark = _drains,
        Count = header.Count,
        Length = packet.Bytes.Length,
        Group = packet.Group,
    };
}
