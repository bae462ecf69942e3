using FeedHandler.Core.Packets;

namespace FeedHandler.Core.Arbitration;

/// <content>
/// Packets that contradict the sequence: far ahead, or behind and newer. One alone may be forged or corrupted; it waits here as the rival of the
/// sequence until another agrees with it, or until it is refuted.
/// </content>
public sealed partial class LineArbitrator<TVenue>
{
    private const long SilenceNsMax = 60_000_000_000; // no feed is silent for longer: packets near in number are near in time
    private const long RivalPacketsMax = 1024;
    private const int NearCountMin = 64; // further apart nobody would take two packets for neighbours, however soon gaps are given up
    private readonly byte[] _rivalBytes;
    private HeldPacket _rival;
    private ulong _rivalEpoch;
    private long _acceptedSinceRival;
    private ulong _rivalLineNext;
    private long _rivalLineReceived;
    private bool _hasRival;
    private bool _isRestart;
    private bool _isUndecided; // the next packet is there, and agrees with the rival as well as with the sequence

    private Verdict Contradict(LineCounters line, in PacketHeader header, in Packet packet, long nowNs, bool isRestart)
    {
        if (!TVenue.IsWhole(packet.Bytes)) return Damage(line);
        if (_hasRival && HasItsLineGoneOn()) DropRival();
        bool isKnown = _hasRival && _isRestart == isRestart && _rivalEpoch == header.Epoch;
        bool isCopy = isKnown && header.First == _rival.First && header.SendingTimeNs == _rival.SendingTimeNs;
        if (isCopy && _byGroup[_rival.Group].Line == line.Line)
        {
            line.Duplicates++;
            return Verdict.Duplicate;
        }

        if (isCopy || (isKnown && AgreesWithRival(header))) return Confirm(line, header, packet, nowNs);
        if (_hasRival) DropRival();
        if (packet.Bytes.Length > _rivalBytes.Length)
        {
            line.Oversize++;
            return Damage(line);
        }

        packet.Bytes.CopyTo(_rivalBytes);
        _rival = Describe(header, packet, nowNs, header.First);
        (_rivalLineNext, _rivalLineReceived) = (line.Next, line.Received);
        (_hasRival, _isRestart, _rivalEpoch, _acceptedSinceRival, _fastFromNs) = (true, isRestart, header.Epoch, 0, long.MaxValue);
        line.Held++;
        return Verdict.Held;
    }

    // It will be offered again, to the sequence that it confirmed; unless the window reaches as far, and waits for what is between.
    private Verdict Confirm(LineCounters line, in PacketHeader header, in Packet packet, long nowNs)
    {
        if (!_isRestart && IsWithinWindow(_rival.First) && IsWithinWindow(header.First))
        {
            HoldRival();
            CountMissing(line, _next + (ulong)DistanceOf(header.First), header.Count);
            return Hold(line, header, packet, nowNs, _next + (ulong)DistanceOf(header.First));
        }

        return Confirm(line, AgreesInOrder(header) ? _rival.First : header.First, Math.Min(_rival.SendingTimeNs, header.SendingTimeNs));
    }

    private Verdict Confirm(LineCounters line, ulong first, long startNs)
    {
        line.Received--;
        _isUndecided = false;
        (_adoptedFirst, _adoptedStartNs) = (first, _isRestart ? startNs : long.MaxValue);
        return _isRestart ? Verdict.Restart : Verdict.Jump;
    }

    private bool IsWithinWindow(ulong first) => (ulong)DistanceOf(first) < (ulong)_window.Capacity;

    // Packets of a line come in order, but for one or two that are held up: its line has gone on with this sequence behind the rival.
    private bool HasItsLineGoneOn() =>
        !_isUndecided && _rivalLineNext != LineCounters.NoNumber && (long)(_byGroup[_rival.Group].Next - _rivalLineNext) > 1
        && _byGroup[_rival.Group].Received - _rivalLineReceived > 2;

    // A rival that is ahead waits no longer when the sequence has come near to it, or has passed it.
    private void SettleRival()
    {
        long distance = DistanceOf(_rival.First);
        if (distance >= _options.GapCountMax) return;
        if (distance >= 0 && !_window.Contains(_next + (ulong)distance))
        {
            HoldRival();
            return;
        }

        LineCounters line = _byGroup[_rival.Group];
        line.Held--;
        line.Duplicates++;
        ForgetRival();
    }

    // Another packet of the same sequence: near in number, and sent later if it is the later one. A heartbeat has the number of what comes next, be that
    // a packet or another heartbeat.
    private bool AgreesWithRival(in PacketHeader header)
    {
        long distance = TVenue.SequenceBits == 32 ? (int)((uint)header.First - (uint)_rival.First) : (long)(header.First - _rival.First);
        if (Math.Abs(distance) > (_isRestart ? _window.Capacity / 2 : Math.Max(_options.GapCountMax, NearCountMin))) return false;
        long sentAfterNs = header.SendingTimeNs - _rival.SendingTimeNs;
        if (Math.Abs(sentAfterNs) > SilenceNsMax) return false;
        if (distance == 0) return (sentAfterNs > 0 ? _rival.Count : header.Count) == 0;
        return sentAfterNs == 0 || (sentAfterNs > 0) == (distance > 0);
    }

    // The packet in order goes on with this sequence, but it would as well with the restart that the rival claims: nobody can know yet.
    private bool IsUndecidable(in PacketHeader header) =>
        _hasRival && _isRestart && header.SendingTimeNs > _rival.SendingTimeNs && _rivalEpoch == _epoch && AgreesWithRival(header);

    private bool IsUndecidable(in HeldPacket held) =>
        IsUndecidable(new PacketHeader { Epoch = _epoch, First = held.First, Count = held.Count, SendingTimeNs = held.SendingTimeNs });

    // What was sent after the rival goes on with this sequence where the rival would have left it behind; or it has gone on for long.
    private bool IsRefutedBy(in PacketHeader header) => header.SendingTimeNs > _rival.SendingTimeNs || ++_acceptedSinceRival > RivalPacketsMax;

    private void DropRival()
    {
        LineCounters line = _byGroup[_rival.Group];
        line.Held--;
        line.Foreign++;
        Counters.Unconfirmed++;
        ForgetRival();
    }

    private void ForgetRival()
    {
        _hasRival = _isUndecided = false;
        _fastFromNs = _sessionStartNs;
        Weigh();
    }
}
