namespace HdrHistogram.Iteration;

/// <summary>Walks the slots of a histogram upwards with running totals until all occurrences are passed.</summary>
internal sealed class SlotCursor(HistogramBase histogram)
{
    private readonly long _totalCount = histogram.TotalCount;
    private int _slot = -1;
    private long _value;
    private long _countAtSlot;
    private long _countToSlot;
    private long _valueToSlot;
    private long _valueOfLastStep;
    private long _countOfLastStep;

    /// <summary>Whether occurrences remain above the slot stood on.</summary>
    /// <exception cref="InvalidOperationException">the histogram was recorded into since the walk began</exception>
    public bool HasMore
    {
        get
        {
            if (histogram.TotalCount != _totalCount)
                throw new InvalidOperationException("The histogram was recorded into while it was walked: copy it first, or take it from a Recorder.");
            return _countToSlot < _totalCount;
        }
    }

    /// <summary>Whether any value was recorded at all.</summary>
    public bool HasAny => _totalCount > 0;

    /// <summary>Share, in percent, of occurrences up to the slot stood on.</summary>
    public double Percentile => 100.0 * _countToSlot / _totalCount;

    /// <summary>Goes one slot up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">no slot is left, as happens when a count has overflowed</exception>
    public void MoveNext() => MoveTo(_slot + 1);

    /// <summary>Goes up to the next slot with a count.</summary>
    /// <exception cref="ArgumentOutOfRangeException">there is none, as happens when a count has overflowed</exception>
    public void MoveNextRecorded()
    {
        int slot = _slot + 1;
        while (slot < histogram.CountsArrayLength && histogram.CountOf(slot) == 0) slot++;
        MoveTo(slot);
    }

    /// <summary>The step that ends at the slot stood on.</summary>
    /// <param name="level">the percentile asked for; by default the one reached</param>
    public HistogramIterationValue Step(double? level = null)
    {
        HistogramIterationValue step = new()
        {
            ValueIteratedTo = histogram.HighestEquivalent(_value),
            ValueIteratedFrom = _valueOfLastStep,
            CountAtValueIteratedTo = _countAtSlot,
            CountAddedInThisIterationStep = _countToSlot - _countOfLastStep,
            TotalCountToThisValue = _countToSlot,
            TotalValueToThisValue = _valueToSlot,
            Percentile = Percentile,
            PercentileLevelIteratedTo = level ?? Percentile,
        };
        _valueOfLastStep = step.ValueIteratedTo;
        _countOfLastStep = _countToSlot;
        return step;
    }

    private void MoveTo(int slot)
    {
        if (slot >= histogram.CountsArrayLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(slot), slot, $"The counts add up to {_countToSlot} of {_totalCount}: see HasOverflowed.");
        }

        _slot = slot;
        _value = histogram.Layout.ValueOf(slot);
        _countAtSlot = histogram.CountOf(slot);
        _countToSlot += _countAtSlot;
        _valueToSlot += _countAtSlot * histogram.MedianEquivalentValue(_value);
    }
}
