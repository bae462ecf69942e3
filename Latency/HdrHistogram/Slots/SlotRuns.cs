namespace HdrHistogram.Slots;

/// <summary>
/// Walks the counts of a histogram of any kind in runs, without copying them where they are 64 bits wide already,
/// over the slots that may hold a count. Upwards or downwards; one direction per instance.
/// </summary>
internal struct SlotRuns
{
    private readonly HistogramBase _histogram;
    private int _first;
    private int _end;

    public SlotRuns(HistogramBase histogram)
    {
        _histogram = histogram;
        (_first, _end) = histogram.OccupiedSlots;
    }

    /// <summary>The next run from below.</summary>
    /// <param name="scratch">room to widen counts into; its length limits the runs of histograms that need it</param>
    /// <param name="counts">the counts of the run</param>
    /// <param name="firstSlot">slot of the first count</param>
    /// <returns>false when there is no further run</returns>
    public bool MoveUp(Span<long> scratch, out ReadOnlySpan<long> counts, out int firstSlot)
    {
        firstSlot = _first;
        counts = default;
        if (_first >= _end) return false;
        counts = _histogram.ReadCounts(_first, _end - _first, scratch);
        _first += counts.Length;
        return true;
    }

    /// <summary>The next run from above.</summary>
    /// <param name="scratch">room to widen counts into; its length limits all runs</param>
    /// <param name="counts">the counts of the run, in rising order of slots</param>
    /// <param name="firstSlot">slot of the first count</param>
    /// <returns>false when there is no further run</returns>
    public bool MoveDown(Span<long> scratch, out ReadOnlySpan<long> counts, out int firstSlot)
    {
        firstSlot = Math.Max(_first, _end - scratch.Length);
        counts = default;
        if (_first >= _end) return false;
        counts = _histogram.ReadCounts(firstSlot, _end - firstSlot, scratch);
        _end = firstSlot;
        return true;
    }
}
