namespace FeedHandler.Core.Arbitration;

/// <summary>Runs of numbers that were cut out of a capture on purpose, of which the sequence has not passed all. Bounded: the oldest are forgotten.</summary>
internal sealed class CutNumbers
{
    private const int CountMax = 256; // what may be noted while one missing number is waited for
    private readonly (ulong First, ulong Next)[] _runs = new (ulong First, ulong Next)[CountMax];
    private int _oldest;
    private int _count;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>Adds a run.</summary>
    /// <param name="first">The first number of it.</param>
    /// <param name="next">The number behind it.</param>
    public void Add(ulong first, ulong next)
    {
        if (_count == CountMax) _oldest++;
        else _count++;
        _runs[(_oldest + _count - 1) % CountMax] = (first, next);
    }

    /// <summary>How far nothing but what was cut follows.</summary>
    /// <param name="number">The number that is to come next.</param>
    /// <returns>The first number that was not cut; <paramref name="number"/> when that was not.</returns>
    public ulong EndFrom(ulong number)
    {
        (ulong end, bool isPassed) = (number, true);
        for (int i = 0; i < _count; i++)
        {
            (ulong first, ulong next) = _runs[(_oldest + i) % CountMax];
            if (first <= end && end < next) end = next; // runs are noted in the order of their numbers
            isPassed &= next <= number;
        }

        if (isPassed) Clear();
        return end;
    }

    /// <summary>Where the next run begins.</summary>
    /// <param name="number">A number that was not cut.</param>
    /// <param name="limit">How far to look.</param>
    /// <returns>The first number behind <paramref name="number"/> that was cut; <paramref name="limit"/> when none before it was.</returns>
    public ulong StartAfter(ulong number, ulong limit)
    {
        for (int i = 0; i < _count; i++)
        {
            ulong first = _runs[(_oldest + i) % CountMax].First;
            if (first > number && first < limit) limit = first;
        }

        return limit;
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
            (ulong first, ulong next) = other._runs[(other._oldest + i) % CountMax];
            if (next <= last) Add(first, next);
        }

        other.Clear();
    }
}
