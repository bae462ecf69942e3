using HdrHistogram.Slots;

namespace HdrHistogram;

/// <summary>
/// A histogram of 64-bit counts for one writing thread: the cheapest to record into. Another thread may read or add it while it is
/// written and sees some recent state of every count; nothing more is promised.
/// </summary>
public class LongHistogram : HistogramBase
{
    // Written by the recording thread, read by it and, without any pairing, by a reader that accepts a slightly old state.
    private readonly long[] _counts;
    private long _totalCount;

    // The slots [_firstSlot, _firstSlot + _occupiedCount) may hold a count: in this form one comparison sees that a slot is among them.
    private int _firstSlot;
    private int _occupiedCount;

    /// <summary>Makes a histogram that tells 1 from 0.</summary>
    /// <param name="highestTrackableValue">largest value to cover, 2 or more</param>
    /// <param name="numberOfSignificantValueDigits">decimal digits that stay distinct, 0 to 5</param>
    /// <exception cref="ArgumentException">a limit above is not kept</exception>
    public LongHistogram(long highestTrackableValue, int numberOfSignificantValueDigits)
        : this(1, highestTrackableValue, numberOfSignificantValueDigits)
    {
    }

    /// <summary>Makes a histogram.</summary>
    /// <param name="lowestTrackableValue">smallest value told from 0, 1 or more; rounded down to a power of two</param>
    /// <param name="highestTrackableValue">largest value to cover, at least twice <paramref name="lowestTrackableValue"/></param>
    /// <param name="numberOfSignificantValueDigits">decimal digits that stay distinct, 0 to 5</param>
    /// <exception cref="ArgumentException">a limit above is not kept</exception>
    public LongHistogram(long lowestTrackableValue, long highestTrackableValue, int numberOfSignificantValueDigits)
        : base(lowestTrackableValue, highestTrackableValue, numberOfSignificantValueDigits) => _counts = new long[CountsArrayLength];

    /// <summary>Makes a histogram with a given instance id.</summary>
    /// <param name="instanceId">who made it</param>
    /// <param name="lowestTrackableValue">smallest value told from 0, 1 or more; rounded down to a power of two</param>
    /// <param name="highestTrackableValue">largest value to cover, at least twice <paramref name="lowestTrackableValue"/></param>
    /// <param name="numberOfSignificantValueDigits">decimal digits that stay distinct, 0 to 5</param>
    /// <exception cref="ArgumentException">a limit above is not kept</exception>
    public LongHistogram(long instanceId, long lowestTrackableValue, long highestTrackableValue, int numberOfSignificantValueDigits)
        : base(instanceId, lowestTrackableValue, highestTrackableValue, numberOfSignificantValueDigits) => _counts = new long[CountsArrayLength];

    /// <inheritdoc/>
    public override long TotalCount { get => _totalCount; protected set => _totalCount = value; }

    /// <inheritdoc/>
    protected override int WordSizeInBytes => sizeof(long);

    /// <inheritdoc/>
    protected override long MaxAllowableCount => long.MaxValue;

    internal override (int First, int End) OccupiedSlots => (_firstSlot, Math.Min(_firstSlot + _occupiedCount, _counts.Length));

    /// <inheritdoc/>
    public override HistogramBase Copy()
        => CopyTo(new LongHistogram(LowestTrackableValue, HighestTrackableValue, NumberOfSignificantValueDigits));

    /// <summary>Counts one occurrence of a value; the whole of recording.</summary>
    internal void Increment(long value)
    {
        int slot = Layout.SlotOf(value);
        long[] counts = _counts;
        if ((uint)slot >= (uint)counts.Length) SlotThrow.OutOfRange(value, HighestTrackableValue);
        long count = counts[slot];
        counts[slot] = count + 1;
        _totalCount++;
        if (count == 0) Occupy(slot);
    }

    internal override ReadOnlySpan<long> ReadCounts(int firstSlot, int slotCount, Span<long> scratch) => _counts.AsSpan(firstSlot, slotCount);

    internal override void AddCounts(int firstSlot, ReadOnlySpan<long> counts)
    {
        if (counts.IsEmpty) return;
        Occupy(firstSlot);
        Occupy(firstSlot + counts.Length - 1);
        _totalCount += SlotScan.Add(_counts.AsSpan(firstSlot, counts.Length), counts);
    }

    /// <inheritdoc/>
    protected override long GetCountAtIndex(int index) => _counts[index];

    /// <inheritdoc/>
    protected override void SetCountAtIndex(int index, long value)
    {
        _counts[index] = value;
        Occupy(index);
    }

    /// <inheritdoc/>
    protected override void IncrementCountAtIndex(int index)
    {
        _counts[index]++;
        _totalCount++;
        Occupy(index);
    }

    /// <inheritdoc/>
    protected override void AddToCountAtIndex(int index, long addend)
    {
        _counts[index] += addend;
        _totalCount += addend;
        Occupy(index);
    }

    /// <inheritdoc/>
    protected override void ClearCounts()
    {
        Array.Clear(_counts, _firstSlot, _occupiedCount);
        _totalCount = 0;
        _occupiedCount = 0;
    }

    /// <inheritdoc/>
    protected override void CopyCountsInto(long[] target) => Array.Copy(_counts, target, target.Length);

    private void Occupy(int slot)
    {
        if ((uint)(slot - _firstSlot) >= (uint)_occupiedCount) Widen(slot);
    }

    private void Widen(int slot)
    {
        if (_occupiedCount == 0)
        {
            _firstSlot = slot;
            _occupiedCount = 1;
        }
        else if (slot < _firstSlot)
        {
            // In this order a reader on another thread sees too many slots for a moment, never too few.
            _occupiedCount += _firstSlot - slot;
            Volatile.Write(ref _firstSlot, slot);
        }
        else
        {
            _occupiedCount = slot - _firstSlot + 1;
        }
    }
}
