namespace FeedHandler.Latency.Histograms;

/// <content>Counts slot by slot: what was recorded since the last look, and what a file says.</content>
public sealed partial class DurationHistogram
{
    private const long CountMax = 1L << 53; // what a double holds exactly, as percentiles and means are computed

    private int SlotCount => HistogramSlots.CountOf(this);

    /// <summary>Counts a duration so many times.</summary>
    /// <param name="durationNs">Any number of nanoseconds, as for <see cref="Record(long)"/>.</param>
    /// <param name="count">How often it was seen, 1 or more; all counts together stay below 2^63.</param>
    public void Record(long durationNs, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        if (durationNs < 0) NegativeCount += count;
        if (durationNs > HighestTrackableValue) OverRangeCount += count;
        RecordValueWithCount(Math.Clamp(durationNs, 0, HighestTrackableValue), count);
    }

    /// <summary>Whether so many more, which anybody's file may claim, can be counted exactly: all together at most 2^53.</summary>
    /// <param name="count">How many.</param>
    public bool HasRoomFor(long count) => count <= CountMax - TotalCount;

    /// <summary>
    /// Mean and standard deviation in nanoseconds, both 0 of an empty histogram. Each slot counts as its middle; sums are floating point, so that no count,
    /// however high, goes over.
    /// </summary>
    public (double MeanNs, double DeviationNs) Moments()
    {
        if (TotalCount == 0) return (0, 0);
        double sum = 0;
        for (int slot = 0; slot < SlotCount; slot++) sum += GetCountAtIndex(slot) * MiddleOf(slot);
        double mean = sum / TotalCount;
        double squares = 0;
        for (int slot = 0; slot < SlotCount; slot++)
        {
            if (GetCountAtIndex(slot) is > 0 and long count) squares += count * (MiddleOf(slot) - mean) * (MiddleOf(slot) - mean);
        }

        return (mean, Math.Sqrt(squares / TotalCount));
    }

    /// <summary>Every slot with a count: its lowest and its highest duration, and how many there are, ascending.</summary>
    public IEnumerable<(long LowestNs, long HighestNs, long Count)> Counts()
    {
        long left = TotalCount;
        for (int slot = 0; left > 0 && slot < SlotCount; slot++)
        {
            long count = GetCountAtIndex(slot);
            if (count == 0) continue;
            left -= count;
            long lowest = HistogramSlots.LowestOf(this, slot, out long width);
            yield return (lowest, lowest + width - 1, count);
        }
    }

    /// <summary>Memory for what was taken of a histogram of this shape.</summary>
    internal TakenCounts NewTaken() => new(SlotCount);

    /// <summary>
    /// Adds what was recorded since the last call to others. Each slot is read once, so that what all calls give adds up to what was recorded, whenever they
    /// come; a record in flight is in the next one.
    /// </summary>
    /// <param name="taken">What the calls before have taken.</param>
    /// <param name="own">Takes what is new.</param>
    /// <param name="sum">Takes it too.</param>
    internal void TakeSince(TakenCounts taken, DurationHistogram own, DurationHistogram sum)
    {
        // As many were seen as there are: they are the same.
        if (TotalCount == taken.Total && NegativeCount == taken.Negative && OverRangeCount == taken.OverRange) return;
        for (int slot = 0; slot < taken.Slots.Length; slot++)
        {
            long count = GetCountAtIndex(slot);
            long added = count - taken.Slots[slot];
            if (added == 0) continue;
            taken.Slots[slot] = count;
            taken.Total += added;
            own.RecordValueWithCount(LowestOf(slot), added);
            sum.RecordValueWithCount(LowestOf(slot), added);
        }

        long negative = NegativeCount - taken.Negative;
        long overRange = OverRangeCount - taken.OverRange;
        (taken.Negative, taken.OverRange) = (taken.Negative + negative, taken.OverRange + overRange);
        own.AddMisfits(negative, overRange);
        sum.AddMisfits(negative, overRange);
    }

    /// <summary>Empties it, if anything is in it. An interval may hold no more than that durations were negative: they counted in the one before.</summary>
    internal void ResetIfUsed()
    {
        if (TotalCount > 0 || NegativeCount > 0 || OverRangeCount > 0) Reset();
    }

    private void AddMisfits(long negative, long overRange) => (NegativeCount, OverRangeCount) = (NegativeCount + negative, OverRangeCount + overRange);

    private long LowestOf(int slot) => HistogramSlots.LowestOf(this, slot, out _);

    private double MiddleOf(int slot) => HistogramSlots.LowestOf(this, slot, out long width) + (width >> 1);
}

/// <summary>What was taken of a histogram so far.</summary>
internal sealed class TakenCounts(int slotCount)
{
    /// <summary>The count of each slot as it was last seen.</summary>
    internal long[] Slots { get; } = new long[slotCount];

    /// <summary>All of them together.</summary>
    internal long Total { get; set; }

    /// <summary>How many of them were negative.</summary>
    internal long Negative { get; set; }

    /// <summary>How many of them were above the highest.</summary>
    internal long OverRange { get; set; }
}
