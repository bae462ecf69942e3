using FeedHandler.Core.Packets;

namespace FeedHandler.Core.Arbitration;

/// <content>What waits: when it may go on, and when what it waits for is given up.</content>
public sealed partial class LineArbitrator<TVenue>
{
    private long _drains;
    private long _drainedNs;

    /// <summary>When the packet that ended the last gap was received, nanoseconds since the Unix epoch.</summary>
    public long GapEndRxNs { get; private set; }

    /// <summary>Notes that every group of the channel was looked at and had nothing left.</summary>
    /// <param name="nowNs">The time at which the look began.</param>
    public void OnDrained(long nowNs)
    {
        _drains++;
        _drainedNs = nowNs;
    }

    /// <summary>How often every group had nothing left.</summary>
    public long DrainCount => _drains;

    /// <summary>The number behind every one that has come.</summary>
    public ulong ReachedNumber => _window.Count > 0 ? Math.Max(_next, _highestHeld + 1) : _next;

    /// <summary>Takes out the packet that is to come next, when the window has it.</summary>
    /// <param name="packet">The packet; valid until the next call of <see cref="Offer"/>.</param>
    /// <param name="skip">How many of its numbers were delivered before.</param>
    /// <returns>False when the window has none, or when it must not go on yet.</returns>
    public bool TryTakeHeld(out Packet packet, out uint skip)
    {
        packet = default;
        skip = 0;
        if (_hasRival && !_isRestart) SettleRival();
        if (_window.Count == 0 || _isUndecided) return false;
        if (_countMax > 1 && TryTakePart(out packet, out skip)) return true;
        if (!_window.Contains(_next)) return false;
        _isUndecided = _hasRival && _isRestart && IsUndecidable(_window[_next]);
        if (_isUndecided) return false;
        packet = TakeNext();
        return true;
    }

    /// <summary>Decides on a packet that contradicts the sequence when it has waited long enough: nothing confirmed it, so it is dropped as foreign.</summary>
    /// <param name="nowNs">The time now; <see cref="long.MaxValue"/> at the end.</param>
    /// <returns>Whether it was, and leaves a doubt: what followed may as well have been of another session.</returns>
    public bool TryRefute(long nowNs)
    {
        if (!_hasRival || (!_isUndecided && nowNs != long.MaxValue) || !HasWaited(nowNs, _isUndecided ? _window[_next] : _rival)) return false;
        DropRival();
        return true;
    }

    /// <summary>Gives up what is missing before the lowest packet in the window, when it is time to.</summary>
    /// <param name="nowNs">The time now; <see cref="long.MaxValue"/> gives up at once.</param>
    /// <param name="lostCount">How many numbers were given up.</param>
    /// <returns>False when nothing was given up.</returns>
    public bool TryDeclareGap(long nowNs, out ulong lostCount)
    {
        lostCount = 0;
        if (_window.Count == 0 || _isUndecided) return false;
        ulong lowest = _window.Lowest(_next);
        if (lowest == _next || !IsDue(nowNs, _window[lowest])) return false;
        GapEndRxNs = _window[lowest].RxNs;
        lostCount = GiveUpTo(_cuts.IsEmpty ? lowest : _cuts.StartAfter(_next, lowest)); // what was cut is not lost
        return true;
    }

    /// <summary>Gives up what the feed gave up that made a recording.</summary>
    /// <param name="next">The number, in the bits of the wire, with which it went on; the next one decides against a packet that contradicts.</param>
    /// <param name="lostCount">How many numbers were given up.</param>
    /// <returns>Whether something was decided.</returns>
    public bool TryFollowNote(ulong next, out ulong lostCount)
    {
        lostCount = 0;
        long distance = DistanceOf(next);
        if (!_hasStarted || distance < 0 || distance > _window.Capacity) return false;
        if (distance == 0)
        {
            if (!_isUndecided) return false;
            DropRival();
            return true;
        }

        GapEndRxNs = _window.Count > 0 ? _window[_window.Lowest(_next)].RxNs : 0;
        if (_window.Count > 0 && _window.Lowest(_next) < _next + (ulong)distance) return false; // the note is of another sequence
        lostCount = GiveUpTo(_next + (ulong)distance);
        return true;
    }

    private bool IsDue(long nowNs, in HeldPacket held)
    {
        if (nowNs == long.MaxValue) return true;
        if (_options.FollowsNotes) return false;
        bool isAwaited = _options.AwaitsDrain && IsAnyLineOnItsWay(nowNs);
        bool isDueByCount = _window.Count > 0 && _highestHeld - _next - _cuts.CountIn(_next, _highestHeld) >= (ulong)_options.GapCountMax;
        if (isDueByCount && (!_options.AwaitsDrain || HaveAllLinesPassed())) return true;
        return !isAwaited && HasWaited(nowNs, held);
    }

    // What agrees with a rival proves nothing by its count. Live, a feed that was kept from running finds much time gone and what came meanwhile in
    // its buffers: only the time up to a look at all of them that found no more counts, not the time now.
    private bool HasWaited(long nowNs, in HeldPacket held)
    {
        if (nowNs == long.MaxValue) return true;
        if (_options.FollowsNotes) return false;
        if (!_options.AwaitsDrain) return nowNs - held.HeldNs > _options.GapTimeNsMax;
        return _drainedNs - held.HeldNs > _options.GapTimeNsMax && _drains >= held.DrainMark + 2;
    }

    // A line that has not come to what is missing, and has gone on within the time that a gap may last, will bring it: however far it is behind. Of its
    // silence, too, only the time up to the last look at everything counts.
    private bool IsAnyLineOnItsWay(long nowNs)
    {
        bool isAny = false;
        foreach (LineCounters group in Counters.All)
        {
            if (!group.HasNext) continue;
            if ((long)(group.Next - group.WatchedNext) > 0) (group.WatchedNext, group.WatchedNs) = (group.Next, nowNs);
            isAny |= group.Next <= _next && _drainedNs - group.WatchedNs <= _options.GapTimeNsMax;
        }

        return isAny;
    }

    // Every group is far beyond what is missing: it will not come. Of a group that brought nothing yet nobody knows.
    private bool HaveAllLinesPassed()
    {
        foreach (LineCounters group in Counters.All)
        {
            if (!group.HasNext || (long)(group.Next - _next) < _options.GapCountMax) return false;
        }

        return true;
    }

    private Packet TakeNext()
    {
        HeldPacket held = _window[_next];
        Packet packet = _window.Take(_next);
        LineCounters line = _byGroup[packet.Group];
        line.Held--;
        line.Delivered++;
        AdvanceOver(held.Count, held.SendingTimeNs);
        Weigh();
        return packet;
    }

    // Where lines are cut differently a packet may begin before the next number and end after it, or have nothing new left.
    private bool TryTakePart(out Packet packet, out uint skip)
    {
        packet = default;
        skip = 0;
        for (uint back = 1U; back <= _countMax; back++)
        {
            if (!_window.Contains(_next - back)) continue;
            HeldPacket held = _window[_next - back];
            packet = _window.Take(_next - back);
            Weigh();
            LineCounters line = _byGroup[packet.Group];
            line.Held--;
            if (held.Count <= back)
            {
                line.Duplicates++;
                continue;
            }

            skip = back;
            line.Delivered++;
            AdvanceOver(held.Count - back, held.SendingTimeNs);
            return true;
        }

        return false;
    }

    private ulong GiveUpTo(ulong number)
    {
        ulong count = number - _next;
        if (count == 0) return 0;
        ulong cutCount = _cuts.CountIn(_next, number); // lacking for who follows, but not lost
        Counters.Cut += (long)cutCount;
        if (count > cutCount) CountGap(count - cutCount);
        _times.GiveUp(_next, number);
        _next = number;
        return count;
    }

    private void CountGap(ulong lostCount)
    {
        Counters.Gaps++;
        Counters.Lost += (long)lostCount;
    }
}
