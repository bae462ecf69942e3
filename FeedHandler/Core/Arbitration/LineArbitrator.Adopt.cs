using FeedHandler.Core.Packets;

namespace FeedHandler.Core.Arbitration;

/// <content>Going over to the sequence that was confirmed.</content>
public sealed partial class LineArbitrator<TVenue>
{
    private ulong _adoptedFirst;
    private long _adoptedStartNs;
    private ulong _startFirst; // the lowest number by which the session was known
    private ulong _oldNext;
    private long _oldLastNs = SendingTimes.None;

    /// <summary>Before <see cref="Adopt"/>: takes out what waits of the sequence that ends, in order, after what is missing before it was given up.</summary>
    /// <param name="packet">The packet; valid until the next call of <see cref="Offer"/>. None of it when numbers were given up.</param>
    /// <param name="lostCount">How many numbers were given up instead.</param>
    /// <returns>False when nothing of it waits any more.</returns>
    public bool TryFlush(out Packet packet, out ulong lostCount)
    {
        packet = default;
        lostCount = 0;
        ulong end = _next + (ulong)_window.Capacity;
        for ((ulong number, int left) = (_next, _window.Count); left > 0 && number != end; number++)
        {
            if (!_window.Contains(number)) continue;
            left--;
            if (IsOfAdopted(_window[number])) continue;
            GapEndRxNs = _window[number].RxNs;
            lostCount = GiveUpTo(number);
            if (lostCount == 0) packet = TakeNext();
            return true;
        }

        return false;
    }

    // Kept for the sequence that was confirmed: it was sent after that began, and the window reaches it from there.
    private bool IsOfAdopted(in HeldPacket held)
    {
        ulong distance = held.First - FirstOf(_adoptedFirst);
        if (TVenue.SequenceBits == 32) distance = (uint)distance;
        return held.SendingTimeNs >= _adoptedStartNs && distance < (ulong)_window.Capacity;
    }

    /// <summary>After <see cref="Verdict.Restart"/> or <see cref="Verdict.Jump"/>: goes over to the sequence that was confirmed.</summary>
    /// <returns>How many numbers were lost before its first packet, as far as the window cannot wait for them.</returns>
    public ulong Adopt()
    {
        bool isRestart = _isRestart;
        ulong first = _adoptedFirst;
        if (isRestart) StartSession();
        else first = _next + (ulong)DistanceOf(first);
        ulong lostCount = isRestart ? BeginAt(first) : GiveUpTo(first);
        if (!isRestart) Counters.Jumps++;
        HoldRival();
        return lostCount;
    }

    private bool AgreesInOrder(in PacketHeader header) =>
        TVenue.SequenceBits == 32 ? (int)((uint)header.First - (uint)_rival.First) >= 0 : (long)(header.First - _rival.First) >= 0;

    private void StartSession()
    {
        (_oldLastNs, _oldNext) = (_times.Reference(_next), _next);
        (_times, _timesBefore) = (_timesBefore, _times);
        _times.Clear();
        _cuts.Take(_cutsBehind, _adoptedFirst);
        (_epoch, _sessionStartNs) = (_rivalEpoch, _adoptedStartNs);
        _highestHeld = _window.Renumber(FirstOf(_adoptedFirst), TVenue.SequenceBits == 32 ? uint.MaxValue : ulong.MaxValue);
        foreach (LineCounters group in Counters.All) group.ForgetNext();
        Counters.Restarts++;
    }

    // A session starts with its first number; the packets that carry it may still come, unless they are further away than the window reaches.
    private ulong FirstOf(ulong first) =>
        first <= TVenue.FirstNumber || first - TVenue.FirstNumber < (ulong)_window.Capacity / 2 ? Math.Min(first, TVenue.FirstNumber) : first;

    // Sent before the first packet that is known of the session, and after the last one of the session before, with a number that that one had passed.
    private bool IsOfStart(in PacketHeader header) =>
        header.SendingTimeNs > _oldLastNs && header.First < _startFirst && DistanceOf(header.First) >= 0 && header.First < _oldNext;

    private ulong BeginAt(ulong first)
    {
        _startFirst = first;
        _next = _sessionFirst = FirstOf(first);
        ulong lostCount = _next == first && first > TVenue.FirstNumber ? first - TVenue.FirstNumber : 0;
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
