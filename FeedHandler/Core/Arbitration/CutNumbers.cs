namespace FeedHandler.Core.Arbitration;

/// <summary>
/// Numbers that were cut out of a capture on purpose, of which the sequence has not passed all: runs in the order of their numbers, none of which touches the
/// next. Bounded: what is more becomes one run with what is between, which was missing and is then taken as cut.
/// </summary>
internal sealed class CutNumbers
{
    /// <summary>How many runs it holds; no packet of a slice has more notes beside it.</summary>
    public const int CountMax = 1024;

    private readonly (ulong First, ulong Next)[] _runs = new (ulong First, ulong Next)[CountMax + 1];
    private int _count;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>The number behind the last; 0 when there is none.</summary>
    public ulong Next => _count == 0 ? 0 : _runs[_count - 1].Next;

    /// <summary>Adds a run, whatever of it is there already.</summary>
    /// <param name="first">The first number of it.</param>
    /// <param name="next">The number behind it.</param>
    public void Add(ulong first, ulong next)
    {
        int at = _count;
        while (at > 0 && _runs[at - 1].Next >= first) at--;
        int end = at;
        for (; end < _count && _runs[end].First <= next; end++)
        {
            first = Math.Min(first, _runs[end].First);
            next = Math.Max(next, _runs[end].Next);
        }

        Array.Copy(_runs, end, _runs, at + 1, _count - end);
        _count += at + 1 - end;
        _runs[at] = (first, next);
        if (_count <= CountMax) return;
        _runs[1].First = _runs[0].First;
        Remove(1);
    }

    /// <summary>How far nothing but what was cut follows; what is before the number is forgotten.</summary>
    /// <param name="number">The number that is to come next.</param>
    /// <returns>The first number that was not cut; <paramref name="number"/> when that was not.</returns>
    public ulong EndFrom(ulong number)
    {
        int passed = 0;
        while (passed < _count && _runs[passed].Next <= number) passed++;
        Remove(passed);
        return _count > 0 && _runs[0].First <= number ? _runs[0].Next : number;
    }

    /// <summary>Where the next run begins.</summary>
    /// <param name="number">A number that was not cut.</param>
    /// <param name="limit">How far to look.</param>
    /// <returns>The first number behind <paramref name="number"/> that was cut; <paramref name="limit"/> when none before it was.</returns>
    public ulong StartAfter(ulong number, ulong limit)
    {
        for (int i = 0; i < _count && _runs[i].First < limit; i++)
        {
            if (_runs[i].First > number) return _runs[i].First;
        }

        return limit;
    }

    /// <summary>How many numbers of a range were cut.</summary>
    /// <param name="from">The first number.</param>
    /// <param name="to">The number behind the last.</param>
    public ulong CountIn(ulong from, ulong to)
    {
        ulong count = 0;
        for (int i = 0; i < _count && _runs[i].First < to; i++)
        {
            (ulong first, ulong next) = (Math.Max(_runs[i].First, from), Math.Min(_runs[i].Next, to));
            if (first < next) count += next - first;
        }

        return count;
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => _count = 0;

    /// <summary>Takes over the runs of another that end at or before a number.</summary>
    /// <param name="other">The other, which is left empty.</param>
    /// <param name="last">The number.</param>
    public void Take(CutNumbers other, ulong last)
    {
        Clear();
        for (int i = 0; i < other._count; i++)
        {
            if (other._runs[i].Next <= last) Add(other._runs[i].First, other._runs[i].Next);
        }

        other.Clear();
    }

    private void Remove(int count)
    {
        if (count == 0) return;
        _count -= count;
        Array.Copy(_runs, count, _runs, 0, _count);
    }
}
