using FeedHandler.Core.Packets;

namespace FeedHandler.Core.Arbitration;

/// <content>
/// Packets that contradict the sequence: far ahead, or behind and newer. One alone may be forged or corrupted; it waits here as the rival of the
/// sequence until another agrees with it, or until it is refuted.
/// </content>
public sealed partial class LineArbitrator<TVenue>
{
    private const long RivalPacketsMax = 1024;
    private readonly byte[] _rivalBytes;
    private HeldPacket _rival;
    private ulong _rivalEpoch;
    private long _adoptedStartNs;
    private long _acceptedSinceRival;
    private bool _hasRival;
    private bool _isRestart;
    private bool _isUndecided; // the next packet is there, and agrees with the rival as well as with the sequence

    private Verdict Contradict(LineCounters line, in PacketHeader header, in Packet packet, long nowNs, bool isRestart)
    {
        if (!TVenue.IsWhole(packet.Bytes)) return Damage(line);
        var isKnown = _hasRival && _isRestart == isRestart && _rivalEpoch == header.Epoch;
        var isCopy = isKnown && header.First == _rival.First && header.SendingTimeNs == _rival.SendingTimeNs;
        if (isCopy && _byGroup[_rival.Group].Line == line.Line)
        {
            line.Duplicates++;
            return Verdict.Duplicate;
        }

        if (isCopy || (isKnown && AgreesWithRival(header))) return Confirm(line, header);
        if (_hasRival) DropRival();
        if (packet.Bytes.Length > _rivalBytes.Length)
        {
            line.Oversize++;
            return Damage(line);
        }

        packet.Bytes.CopyTo(_rivalBytes);
        _rival = Describe(header, packet, nowNs, header.First);
        (_hasRival, _isRestart, _rivalEpoch, _acceptedSinceRival, _fastFromNs) = (true, isRestart, header.Epoch, 0, long.MaxValue);
        line.Held++;
        return Verdict.Held;
    }

    // It will be offered again, to the sequence that it confirmed.
    private Verdict Confirm(LineCounters line, in PacketHeader header)
    {
        line.Received--;
        _isUndecided = false;
        _adoptedStartNs = _isRestart ? Math.Min(_rival.SendingTimeNs, header.SendingTimeNs) : long.MaxValue;
        return _isRestart ? Verdict.Restart : Verdict.Jump;
    }

    // Another packet of the same sequence: near in number, and sent later if it is the later one.
    private bool AgreesWithRival(in PacketHeader header)
    {
        var distance = TVenue.SequenceBits == 32 ? (int)((uint)header.First - (uint)_rival.First) : (long)(header.First - _rival.First);
        if (distance == 0 || Math.Abs(distance) > _window.Capacity / 2) return false;
        var sentAfterNs = header.SendingTimeNs - _rival.SendingTimeNs;
        return sentAfterNs == 0 || (sentAfterNs > 0) == (distance > 0);
    }

    // The packet in order goes on with this sequence, but it would as well with the restart that the rival claims: nobody can know yet.
    private bool IsUndecidable(in PacketHeader header) =>
        _hasRival && _isRestart && header.SendingTimeNs > _rival.SendingTimeNs && _rivalEpoch == _epoch && AgreesWithRival(header);

    // What was sent after the rival goes on with this sequence where the rival would have left it behind; or it has gone on for long.
    private bool IsRefutedBy(in PacketHeader header) => header.SendingTimeNs > _rival.SendingTimeNs || ++_acceptedSinceRival > RivalPacketsMax;

    private void DropRival()
    {
        var line = _byGroup[_rival.Group];
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

    /// <summary>Before <see cref="Adopt"/>: takes out what waits of the sequence that ends, in order, after what is missing before it was given up.</summary>
    /// <param name="packet">The packet; valid until the next call of <see cref="Offer"/>. None of it when numbers were given up.</param>
    /// <param name="lostCount">How many numbers were given up instead.</param>
    /// <returns>False when nothing of it waits any more.</returns>
    public bool TryFlush(out Packet packet, out ulong lostCount)
    {
        packet = default;
        lostCount = 0;
        for (var (number, left) = (_next, _window.Count); left > 0; number++)
        {
            if (!_window.Contains(number)) continue;
            left--;
            if (_window[number].SendingTimeNs >= _adoptedStartNs) continue;
            GapEndRxNs = _window[number].RxNs;
            lostCount = GiveUpTo(number);
            if (lostCount == 0) packet = TakeNext();
            return true;
        }

        return false;
    }

    /// <summary>After <see cref="Verdict.Restart"/> or <see cref="Verdict.Jump"/>: goes over to the sequence that was confirmed.</summary>
    /// <param name="header">The header of the packet that confirmed it.</param>
    /// <returns>How many numbers were lost before its first packet, as far as the window cannot wait for them.</returns>
    public ulong Adopt(in PacketHeader header)
    {
        var isRestart = _isRestart;
        var first = AgreesInOrder(header) ? _rival.First : header.First;
        if (isRestart) StartSession();
        else first = _next + (ulong)DistanceOf(first);
        var lostCount = isRestart ? BeginAt(first) : GiveUpTo(first);
        if (!isRestart) Counters.Jumps++;
        HoldRival();
        return lostCount;
    }

    private bool AgreesInOrder(in PacketHeader header) =>
        TVenue.SequenceBits == 32 ? (int)((uint)header.First - (uint)_rival.First) >= 0 : (long)(header.First - _rival.First) >= 0;

    private void StartSession()
    {
        (_times, _timesBefore) = (_timesBefore, _times);
        _times.Clear();
        (_epoch, _sessionStartNs) = (_rivalEpoch, _adoptedStartNs);
        _window.Renumber(TVenue.SequenceBits == 32 ? uint.MaxValue : ulong.MaxValue);
        foreach (var group in Counters.All) group.ForgetNext();
        Counters.Restarts++;
    }

    // A session starts with its first number; the packets that carry it may still come, unless they are further away than the window reaches.
    private ulong BeginAt(ulong first)
    {
        _next = _sessionFirst = first <= TVenue.FirstNumber || first - TVenue.FirstNumber < (ulong)_window.Capacity / 2
            ? Math.Min(first, TVenue.FirstNumber)
            : first;
        var lostCount = _next == first && first > TVenue.FirstNumber ? first - TVenue.FirstNumber : 0;
        if (lostCount > 0) CountGap(lostCount);
        return lostCount;
    }

    private void HoldRival()
    {
        ForgetRival();
        _rival.First = _next + (ulong)DistanceOf(_rival.First);
        if (!_window.TryHold(_rival, _rivalBytes.AsSpan(0, _rival.Length))) throw new InvalidOperationException("The rival's buffer is a slot's size.");
        _highestHeld = _window.Count == 1 ? _rival.First : Math.Max(_highestHeld, _rival.First);
        CountMissing(_byGroup[_rival.Group], _rival.First, _rival.Count);
        Counters.Reordered++;
        Weigh();
    }
}
