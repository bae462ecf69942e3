using FeedHandler.Core.Arbitration;

namespace FeedHandler.Core.Tests.Arbitration.Model;

/// <content>What must hold when no packet comes any more.</content>
internal sealed partial class ModelSpecification
{
    public void BeforeEnd() => _isAtEnd = true;

    public void AtEnd(LineCounters before, LineCounters after)
    {
        if (after.Held != 0) Fail("at the end nothing is held");
        bool isFollowed = _scenario.IsComplete(0) && _scenario.IsComplete(1) && _scenario.ClockStep < 0 && _scenario.DrainStep < 0;
        if (isFollowed && _shape.HasPassedTheNewFirst && _session == 0) Break("a restart that both lines bring whole is told");
        if (_isLoose)
        {
            if (!_isForged && _isContradicted && _session == 0 && _doubts == 0) Break("where nobody can tell, a doubt is told");
            return;
        }

        for (int id = 0; id < _shape.Count; id++)
        {
            if (_copies[id] > 0 && !_isDelivered[id] && !IsExplained(id)) Break("what came in time is delivered");
        }

        Count(before, after);
    }

    private bool IsExplained(int id)
    {
        if (_isLost[id]) return true;
        if (_shape.SessionOf(id) == 1) return _session == 0 && (!_isRestartProved || _isForged) && _doubts > 0;
        if ((int)(_shape.NumberOf(id) - _firstDelivered) < 0) return true; // it came after the first packet that was received
        if (_session == 1) return _isTooLate[id];
        return Distance(id) >= options.GapCountMax && _doubts > 0; // alone and far ahead at the end
    }

    // A copy more of what was delivered is a duplicate, one of what was not is late; a damaged copy is as well what its number is.
    private void Count(LineCounters before, LineCounters after)
    {
        if (_isForged || after.Foreign != before.Foreign) return;
        (int delivered, int duplicates, int late) = (0, 0, 0);
        for (int id = 0; id < _shape.Count; id++)
        {
            if (_isDelivered[id]) (delivered, duplicates) = (delivered + 1, duplicates + _copies[id] - 1);
            else late += _copies[id];
        }

        long damaged = after.Received - before.Received - delivered - duplicates - late;
        if (after.Delivered - before.Delivered != delivered) Break("delivered counts what was delivered");
        if (!IsWithin(after.Duplicates - before.Duplicates, duplicates, damaged)) Break("a copy more of what was delivered is a duplicate");
        if (!IsWithin(after.Late - before.Late, late, damaged)) Break("what comes too late is late, not a duplicate");
        if (after.Damaged - before.Damaged > damaged) Break("only what is damaged is damaged");
    }

    private static bool IsWithin(long value, int least, long more) => value >= least && value <= least + more;
}
