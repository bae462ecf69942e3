using HdrHistogram.Slots;

namespace HdrHistogram;

public abstract partial class HistogramBase
{
    /// <summary>Counts that a histogram of narrow words widens at a time: 4 KB of stack.</summary>
    internal const int ScratchLength = 512;

    /// <summary>
    /// The slots [First, End) outside of which no count can be but 0. Within, any may be. A thread other than the writer may see an
    /// older, narrower range.
    /// </summary>
    internal virtual (int First, int End) OccupiedSlots => (0, CountsArrayLength);

    /// <summary>How often a value, and those that share its slot, occurred.</summary>
    /// <param name="value">the value, 0 or more</param>
    /// <exception cref="IndexOutOfRangeException">the value is negative or above what the histogram covers</exception>
    public long GetCountAtValue(long value) => GetCountAtIndex(CheckedSlotOf(value));

    /// <summary>
    /// Whether a count outgrew its word: then the counts no longer add up to <see cref="TotalCount"/>, or their sum left 63 bits.
    /// </summary>
    public bool HasOverflowed()
    {
        long total = 0;
        Span<long> scratch = stackalloc long[ScratchLength];
        for (SlotRuns runs = new(this); runs.MoveUp(scratch, out ReadOnlySpan<long> counts, out _);)
        {
            foreach (long count in counts)
            {
                total += count;
                if (total < 0) return true;
            }
        }

        return total != TotalCount;
    }

    /// <summary>
    /// Counts of consecutive slots: the memory of the histogram itself where that is 64 bits wide, else widened into
    /// <paramref name="scratch"/> and then no more than fit there.
    /// </summary>
    internal virtual ReadOnlySpan<long> ReadCounts(int firstSlot, int slotCount, Span<long> scratch)
    {
        Span<long> counts = scratch[..Math.Min(slotCount, scratch.Length)];
        for (int i = 0; i < counts.Length; i++) counts[i] = GetCountAtIndex(firstSlot + i);
        return counts;
    }

    /// <summary>Count of one slot.</summary>
    internal long CountOf(int slot) => GetCountAtIndex(slot);

    /// <summary>Slot of the lowest recorded value, -1 when there is none.</summary>
    internal int LowestRecordedSlot()
    {
        Span<long> scratch = stackalloc long[ScratchLength];
        for (SlotRuns runs = new(this); runs.MoveUp(scratch, out ReadOnlySpan<long> counts, out int firstSlot);)
        {
            int i = counts.IndexOfAnyExcept(0L);
            if (i >= 0) return firstSlot + i;
        }

        return -1;
    }

    /// <summary>Slot of the highest recorded value, -1 when there is none.</summary>
    internal int HighestRecordedSlot()
    {
        Span<long> scratch = stackalloc long[ScratchLength];
        for (SlotRuns runs = new(this); runs.MoveDown(scratch, out ReadOnlySpan<long> counts, out int firstSlot);)
        {
            int i = counts.LastIndexOfAnyExcept(0L);
            if (i >= 0) return firstSlot + i;
        }

        return -1;
    }

    /// <summary>Count of a slot.</summary>
    /// <param name="index">the slot</param>
    protected abstract long GetCountAtIndex(int index);

    /// <summary>Sets the count of a slot and leaves <see cref="TotalCount"/> alone.</summary>
    /// <param name="index">the slot</param>
    /// <param name="value">the count, cut to the width of a word</param>
    protected abstract void SetCountAtIndex(int index, long value);

    /// <summary>Adds 1 to the count of a slot and to <see cref="TotalCount"/>.</summary>
    /// <param name="index">the slot</param>
    protected abstract void IncrementCountAtIndex(int index);

    /// <summary>Adds to the count of a slot and to <see cref="TotalCount"/>.</summary>
    /// <param name="index">the slot</param>
    /// <param name="addend">what to add; a count that outgrows its word wraps</param>
    protected abstract void AddToCountAtIndex(int index, long addend);

    /// <summary>Sets all counts and <see cref="TotalCount"/> to 0.</summary>
    protected abstract void ClearCounts();

    /// <summary>Copies the counts of the first slots.</summary>
    /// <param name="target">takes as many counts as it is long, at most one per slot</param>
    protected abstract void CopyCountsInto(long[] target);
}
