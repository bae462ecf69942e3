using HdrHistogram.Slots;

namespace HdrHistogram;

public abstract partial class HistogramBase
{
    /// <summary>How many values share the slot of a value, and so are equivalent to it.</summary>
    /// <param name="value">the value, 0 or more</param>
    public long SizeOfEquivalentValueRange(long value) => _layout.SizeOfRange(value);

    /// <summary>Lowest of the values equivalent to a value.</summary>
    /// <param name="value">the value, 0 or more</param>
    public long LowestEquivalentValue(long value) => _layout.LowestEquivalent(value);

    /// <summary>Middle, rounded up, of the values equivalent to a value.</summary>
    /// <param name="value">the value, 0 or more</param>
    public long MedianEquivalentValue(long value) => _layout.LowestEquivalent(value) + (_layout.SizeOfRange(value) >> 1);

    /// <summary>Lowest value above a value that is not equivalent to it; <see cref="long.MaxValue"/> when there is none.</summary>
    /// <param name="value">the value, 0 or more</param>
    public long NextNonEquivalentValue(long value)
    {
        long highest = HighestEquivalent(value);
        return highest == long.MaxValue ? highest : highest + 1;
    }

    /// <summary>
    /// The value that the given share of all recorded values is at or below: the highest equivalent of the lowest recorded value with
    /// at least that share. At 0 it is the lowest equivalent of the lowest recorded value; of an empty histogram it is 0.
    /// </summary>
    /// <param name="percentile">the share in percent; what lies outside 0 to 100 is taken as the nearer end</param>
    /// <exception cref="ArgumentOutOfRangeException">the percentile is not a number</exception>
    public long GetValueAtPercentile(double percentile)
    {
        if (double.IsNaN(percentile)) throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "A percentile is 0 to 100.");
        long total = TotalCount;
        if (total <= 0) return 0;

        // The next lower number: 99.9 is stored a little above 99.9, and must not ask for one more of a thousand values.
        double share = Math.Clamp(Math.BitDecrement(percentile), 0, 100);
        long target = Math.Clamp((long)Math.Ceiling(share * total / 100), 1, total);
        int slot = target > total / 2 ? SlotReachedFromTop(total - target) : SlotReached(target);
        if (slot < 0) slot = HighestRecordedSlot(); // Counts overflowed, or another thread is at work: fewer counts than TotalCount says.
        if (slot < 0) return 0;
        long lowest = _layout.ValueOf(slot);
        return percentile <= 0 ? lowest : HighestEquivalent(lowest);
    }

    /// <summary>Highest of the values equivalent to a value.</summary>
    internal long HighestEquivalent(long value) => _layout.LowestEquivalent(value) + (_layout.SizeOfRange(value) - 1);

    private int SlotReached(long target)
    {
        long cumulative = 0;
        Span<long> scratch = stackalloc long[ScratchLength];
        for (SlotRuns runs = new(this); runs.MoveUp(scratch, out ReadOnlySpan<long> counts, out int firstSlot);)
        {
            int i = SlotScan.IndexReaching(counts, target, ref cumulative);
            if (i >= 0) return firstSlot + i;
        }

        return -1;
    }

    private int SlotReachedFromTop(long countAbove)
    {
        long cumulative = 0;
        Span<long> scratch = stackalloc long[ScratchLength];
        for (SlotRuns runs = new(this); runs.MoveDown(scratch, out ReadOnlySpan<long> counts, out int firstSlot);)
        {
            int i = SlotScan.IndexExceedingFromTop(counts, countAbove, ref cumulative);
            if (i >= 0) return firstSlot + i;
        }

        return -1;
    }
}
