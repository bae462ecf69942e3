using System.Runtime.CompilerServices;
using HdrHistogram.Slots;

namespace HdrHistogram;

public abstract partial class HistogramBase
{
    /// <summary>Counts one occurrence of a value. Allocates nothing; on a <see cref="LongHistogram"/> it makes no virtual call.</summary>
    /// <param name="value">the value, 0 or more</param>
    /// <exception cref="IndexOutOfRangeException">the value is negative or above what the histogram covers; nothing was counted</exception>
    public void RecordValue(long value)
    {
        // The exact type: a class derived from LongHistogram may count in its own way.
        if (GetType() == typeof(LongHistogram)) Unsafe.As<LongHistogram>(this).Increment(value);
        else IncrementCountAtIndex(CheckedSlotOf(value));
    }

    /// <summary>Counts several occurrences of one value.</summary>
    /// <param name="value">the value, 0 or more</param>
    /// <param name="count">how often it occurred; a negative count takes occurrences back</param>
    /// <exception cref="IndexOutOfRangeException">the value is negative or above what the histogram covers; nothing was counted</exception>
    public void RecordValueWithCount(long value, long count) => AddToCountAtIndex(CheckedSlotOf(value), count);

    /// <summary>
    /// Counts a value together with those that a stalled sampler could not take: value - interval, value - 2 intervals and so on,
    /// down to one interval. Correct so at recording or afterwards, never both.
    /// </summary>
    /// <param name="value">the value, 0 or more</param>
    /// <param name="expectedIntervalBetweenValueSamples">the planned time between samples, in the unit of the value; 0 or less corrects nothing</param>
    /// <exception cref="IndexOutOfRangeException">the value is negative or above what the histogram covers; nothing was counted</exception>
    public void RecordValueWithExpectedInterval(long value, long expectedIntervalBetweenValueSamples)
    {
        RecordValue(value);
        if (expectedIntervalBetweenValueSamples <= 0) return;
        for (long missing = value - expectedIntervalBetweenValueSamples;
             missing >= expectedIntervalBetweenValueSamples;
             missing -= expectedIntervalBetweenValueSamples)
        {
            RecordValue(missing);
        }
    }

    /// <summary>Forgets all counts. Time stamps and tag stay.</summary>
    public void Reset() => ClearCounts();

    /// <summary>Adds the counts of another histogram, of any word size and precision.</summary>
    /// <param name="fromHistogram">the histogram to add; one that is being written is added as far as its counts have become visible</param>
    /// <exception cref="ArgumentOutOfRangeException">the other histogram covers larger values than this one; nothing was added</exception>
    public virtual void Add(HistogramBase fromHistogram)
    {
        ArgumentNullException.ThrowIfNull(fromHistogram);
        if (HighestTrackableValue < fromHistogram.HighestTrackableValue)
        {
            throw new ArgumentOutOfRangeException(
                nameof(fromHistogram),
                fromHistogram.HighestTrackableValue,
                $"The other histogram covers values to {fromHistogram.HighestTrackableValue}, this one to {HighestTrackableValue} only.");
        }

        // Covering no larger values, a histogram with the same numbers has no more slots than this one.
        bool sameNumbers = _layout.NumbersLike(fromHistogram._layout);
        Span<long> scratch = stackalloc long[ScratchLength];
        for (SlotRuns runs = new(fromHistogram); runs.MoveUp(scratch, out ReadOnlySpan<long> counts, out int firstSlot);)
        {
            if (sameNumbers) AddCounts(firstSlot, counts);
            else AddValues(fromHistogram, firstSlot, counts);
        }
    }

    /// <summary>Adds counts to the slots from <paramref name="firstSlot"/> on.</summary>
    internal virtual void AddCounts(int firstSlot, ReadOnlySpan<long> counts)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] != 0) AddToCountAtIndex(firstSlot + i, counts[i]);
        }
    }

    private void AddValues(HistogramBase fromHistogram, int firstSlot, ReadOnlySpan<long> counts)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] != 0) RecordValueWithCount(fromHistogram._layout.ValueOf(firstSlot + i), counts[i]);
        }
    }

    private int CheckedSlotOf(long value)
    {
        int slot = _layout.SlotOf(value);
        if ((uint)slot >= (uint)CountsArrayLength) SlotThrow.OutOfRange(value, HighestTrackableValue);
        return slot;
    }
}
