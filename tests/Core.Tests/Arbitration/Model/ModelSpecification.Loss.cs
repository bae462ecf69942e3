using FeedHandler.Core.Arbitration;

namespace FeedHandler.Core.Tests.Arbitration.Model;

/// <content>When a number may be told as lost, and when it must be.</content>
internal sealed partial class ModelSpecification
{
    private long _drainedNs = long.MinValue / 2;
    private readonly int[] _drainedBefore = new int[IdMax];

    /// <summary>What must hold after every packet.</summary>
    public void AfterStep(ArbitrationCounters counters)
    {
        foreach (LineCounters group in counters.Groups)
        {
            if (group.Imbalance != 0) Fail("received = delivered + duplicates + late + damaged + foreign + held");
            if (group.Held < 0) Break("no less than nothing is held");
        }

        if (_isLoose) return;
        if (_isRestartProved && _session == 0 && _hasStarted && !_isForged) Break("a restart that is proved is told");
        if (_hasStarted && _session == 0 && _firstOfNew < 0 && !_isForged && IsDue()) Break("what does not come is given up by count and by time");
    }

    private void ExplainLoss(int lostCount)
    {
        for (uint number = (uint)_expected; number != (uint)_expected + (uint)lostCount; number++)
        {
            int id = _shape.Find(_session, number);
            if (id < 0) Break("a number that was never sent is not told as lost");
            else if (_arrivedNs[id] >= 0 && !(_isForged && _session == 1)) Break("what came before it was given up is not told as lost");
            else _isLost[id] = true;
        }

        if (lostCount > 0 && !_isAtEnd && !IsRestarting && !MayGiveUp()) Break("nothing is given up before its count or its time");
    }

    private bool IsRestarting => _session == 0 && _isRestartProved;

    private bool MayGiveUp()
    {
        for (int id = 0; id < _shape.Count; id++)
        {
            if (!IsAhead(id)) continue;
            bool isDue = Distance(id) >= options.GapCountMax || HasWaited(id);
            if (isDue && (!options.AwaitsDrain || _drains - _drainedBefore[id] >= 2 || HaveBothLinesPassed())) return true;
        }

        return false;
    }

    // Both lines have brought what is as far ahead as the count says.
    private bool HaveBothLinesPassed()
    {
        int passed = 0;
        for (int id = 0; id < _shape.Count; id++)
        {
            if (_shape.SessionOf(id) == _session && _copies[id] > 0 && Distance(id) + 1 >= options.GapCountMax) passed |= _lines[id];
        }

        return passed == 3;
    }

    // By the lowest that waits, as its waiting is what the numbers before it cost. One alone, far ahead of the others, waits for another or the other line.
    private bool IsDue()
    {
        (int lowest, int highest, int known) = (-1, 0, 0);
        for (int id = 0; id < _shape.Count; id++)
        {
            if (!IsAhead(id)) continue;
            if (Distance(id) - known >= options.GapCountMax && _lines[id] != 3 && !IsNearToAnother(id)) continue;
            if (lowest < 0) lowest = id;
            highest = known = Distance(id);
        }

        if (lowest < 0 || (options.AwaitsDrain && _drains - _drainedBefore[lowest] < 2)) return false;
        return highest >= options.GapCountMax || HasWaited(lowest);
    }

    // Live, until everything was looked at and nothing was left: what came while nobody looked is not late.
    private bool HasWaited(int id) => (options.AwaitsDrain ? _drainedNs : _nowNs) - _arrivedNs[id] > options.GapTimeNsMax;

    private bool IsNearToAnother(int id)
    {
        for (int other = 0; other < _shape.Count; other++)
        {
            if (other != id && IsAhead(other) && Math.Abs(Distance(id) - Distance(other)) <= options.GapCountMax) return true;
        }

        return false;
    }

    private bool IsAhead(int id) => _shape.SessionOf(id) == _session && _arrivedNs[id] >= 0 && !_isDelivered[id] && Distance(id) > 0;

    private int Distance(int id) => (int)(_shape.NumberOf(id) - (uint)_expected);
}
