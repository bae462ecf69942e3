using HdrHistogram.Slots;

namespace HdrHistogram;

/// <summary>
/// A histogram of 32-bit counts into which any number of threads record without losing a count. Reading, adding and copying while
/// they do sees every count at some recent state, not all at one; <see cref="Recorder"/> gives intervals that stand still. A
/// count beyond 2,147,483,647 wraps, which <see cref="HistogramBase.HasOverflowed"/> tells.
/// </summary>
public class IntConcurrentHistogram : HistogramBase
{
    // Written by any recording thread, one atomic addition each and no order between the two; read by any thread.
    private readonly int[] _counts;
    private long _totalCount;

    /// <summary>Makes a histogram.</summary>
    /// <param name="lowestTrackableValue">smallest value told from 0, 1 or more; rounded down to a power of two</param>
    /// <param name="highestTrackableValue">largest value to cover, at least twice <paramref name="lowestTrackableValue"/></param>
    /// <param name="numberOfSignificantValueDigits">decimal digits that stay distinct, 0 to 5</param>
    /// <exception cref="ArgumentException">a limit above is not kept</exception>
    public IntConcurrentHistogram(long lowestTrackableValue, long highestTrackableValue, int numberOfSignificantValueDigits)
        : base(lowestTrackableValue, highestTrackableValue, numberOfSignificantValueDigits) => _counts = new int[CountsArrayLength];

    /// <summary>Makes a histogram with a given instance id.</summary>
    /// <param name="instanceId">who made it</param>
    /// <param name="lowestTrackableValue">smallest value told from 0, 1 or more; rounded down to a power of two</param>
    /// <param name="highestTrackableValue">largest value to cover, at least twice <paramref name="lowestTrackableValue"/></param>
    /// <param name="numberOfSignificantValueDigits">decimal digits that stay distinct, 0 to 5</param>
    /// <exception cref="ArgumentException">a limit above is not kept</exception>
    public IntConcurrentHistogram(long instanceId, long lowestTrackableValue, long highestTrackableValue, int numberOfSignificantValueDigits)
        : base(instanceId, lowestTrackableValue, highestTrackableValue, numberOfSignificantValueDigits) => _counts = new int[CountsArrayLength];

    /// <inheritdoc/>
    public override long TotalCount { get => Volatile.Read(ref _totalCount); protected set => Volatile.Write(ref _totalCount, value); }

    /// <inheritdoc/>
    protected override int WordSizeInBytes => sizeof(int);

    /// <inheritdoc/>
    protected override long MaxAllowableCount => int.MaxValue;

    /// <inheritdoc/>
    public override HistogramBase Copy()
        => CopyTo(new IntConcurrentHistogram(InstanceId, LowestTrackableValue, HighestTrackableValue, NumberOfSignificantValueDigits));

    internal override ReadOnlySpan<long> ReadCounts(int firstSlot, int slotCount, Span<long> scratch)
    {
        Span<long> counts = scratch[..Math.Min(slotCount, scratch.Length)];
        Widening.Copy(_counts.AsSpan(firstSlot, counts.Length), counts);
        return counts;
    }

    /// <inheritdoc/>
    protected override long GetCountAtIndex(int index) => Volatile.Read(ref _counts[index]);

    /// <inheritdoc/>
    protected override void SetCountAtIndex(int index, long value) => Volatile.Write(ref _counts[index], (int)value);

    /// <inheritdoc/>
    protected override void IncrementCountAtIndex(int index)
    {
        Interlocked.Increment(ref _counts[index]);
        Interlocked.Increment(ref _totalCount);
    }

    /// <inheritdoc/>
    protected override void AddToCountAtIndex(int index, long addend)
    {
        Interlocked.Add(ref _counts[index], (int)addend);
        Interlocked.Add(ref _totalCount, addend);
    }

    /// <inheritdoc/>
    protected override void ClearCounts()
    {
        Array.Clear(_counts);
        TotalCount = 0;
    }

    /// <inheritdoc/>
    protected override void CopyCountsInto(long[] target) => Widening.Copy(_counts.AsSpan(0, target.Length), target);
}
