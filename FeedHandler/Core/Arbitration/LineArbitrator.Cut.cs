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
    public void NoteCut(ulong first, ulong next)
    {
        ulong count = TVenue.SequenceBits == 32 ? (uint)next - (uint)first : next - first;
        if (!_hasStarted || count == 0) return;
        long distance = DistanceOf(first);
        ulong from = _next + (ulong)distance;
        foreach (LineCounters line in Counters.All)
        {
            if (line.HasNext && line.Next >= from && line.Next < from + count) line.Next = from + count; // the line did not skip them
        }

        if (distance < 0 && (ulong)-distance >= count)
        {
            _cutsBehind.Add(first, first + count);
            return;
        }

        _cuts.Add(from, from + count);
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
