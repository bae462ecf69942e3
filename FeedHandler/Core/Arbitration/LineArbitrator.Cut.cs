namespace FeedHandler.Core.Arbitration;

/// <content>
/// Numbers that were cut out of a capture on purpose: they never come, so nothing waits for them, and they are counted apart from what was lost. Whoever
/// follows the sequence lacks them all the same, and is told a gap.
/// </content>
public sealed partial class LineArbitrator<TVenue>
{
    private readonly CutNumbers _cuts = new();
    private readonly CutNumbers _cutsBehind = new(); // of a session that nothing confirmed yet, in the bits of the wire

    /// <summary>Takes a note of a capture that was cut: packets of the channel were there and were left out.</summary>
    /// <param name="first">The number of the first, in the bits of the wire.</param>
    /// <param name="next">The first number behind them.</param>
    /// <param name="beside">The packet beside which the note stands.</param>
    public void NoteCut(ulong first, ulong next, in PacketHeader beside)
    {
        ulong count = TVenue.SequenceBits == 32 ? (uint)next - (uint)first : next - first;
        if (!_hasStarted || count == 0) return;
        ulong from = _next + (ulong)DistanceOf(first);
        if (!IsCredible(first, next, from, count, in beside))
        {
            if (Counters.CutRefused++ == 0) Counters.FirstRefused = (first, next);
            return;
        }

        foreach (LineCounters line in Counters.All)
        {
            if (line.HasNext && line.Next >= from && line.Next < from + count) line.Next = from + count; // the line did not skip them
        }

        if ((long)(from + count - _next) <= 0) _cutsBehind.Add(first, first + count);
        else _cuts.Add(from, from + count);
    }

    /// <summary>Gives up what is missing before numbers that were cut, when the packet behind these is further away than the window reaches.</summary>
    /// <param name="lostCount">How many numbers were given up.</param>
    /// <returns>Whether there were any.</returns>
    public bool TryReachCut(out ulong lostCount)
    {
        lostCount = 0;
        if (_cuts.IsEmpty || _isUndecided || (long)(_cuts.Next - _next) < _window.Capacity) return false;
        ulong limit = _window.Count > 0 ? _window.Lowest(_next) : _cuts.Next;
        if (limit == _next) return false;
        GapEndRxNs = _window.Count > 0 ? _window[limit].RxNs : 0;
        lostCount = GiveUpTo(_cuts.StartAfter(_next, limit));
        return true;
    }

    // A note is a capture's own word, and anybody writes one: it must not lead beyond the packet beside it, nor deny what was delivered.
    private bool IsCredible(ulong first, ulong next, ulong from, ulong count, in PacketHeader beside)
    {
        if (next < first || count > int.MaxValue) return false;
        long toPacket = TVenue.SequenceBits == 32 ? (int)((uint)beside.First - (uint)next) : (long)(beside.First - next);
        if (toPacket < 0) return false;
        if (beside.Epoch != _epoch || (DistanceOf(beside.First) < 0 && beside.SendingTimeNs > _times.Reference(_next))) return true; // of another session
        ulong end = Math.Min(from + count, _next);
        ulong start = Math.Max(Math.Max(from, _sessionFirst), end - Math.Min(end, _times.Reach));
        for (ulong number = start; number < end; number++)
        {
            if (_times[number] != SendingTimes.None) return false;
        }

        return true;
    }

    /// <summary>Passes over numbers that were cut, when they are what is to come next.</summary>
    /// <param name="cutCount">How many.</param>
    /// <returns>Whether there were any.</returns>
    public bool TrySkipCut(out ulong cutCount)
    {
        cutCount = 0;
        if (_cuts.IsEmpty || _isUndecided || _window.Contains(_next)) return false;
        ulong end = _cuts.EndFrom(_next);
        if (_window.Count > 0) end = Math.Min(end, _window.Lowest(_next));
        cutCount = end - _next;
        if (cutCount == 0) return false;
        GapEndRxNs = _window.Count > 0 ? _window[_window.Lowest(_next)].RxNs : 0;
        Counters.Cut += (long)cutCount;
        _times.GiveUp(_next, end);
        _next = end;
        return true;
    }
}
