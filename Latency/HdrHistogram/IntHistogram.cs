using HdrHistogram.Slots;

namespace HdrHistogram;

/// <summary>
/// A histogram of 32-bit counts for one writing thread: half the memory of a <see cref="LongHistogram"/>. A count beyond
/// 2,147,483,647 wraps, which <see cref="HistogramBase.HasOverflowed"/> tells.
/// </summary>
public class IntHistogram : HistogramBase
{
    private readonly int[] _counts;

    /// <summary>Makes a histogram that tells 1 from 0.</summary>
    /// <param name="highestTrackableValue">largest value to cover, 2 or more</param>
    /// <param name="numberOfSignificantValueDigits">decimal digits that stay distinct, 0 to 5</param>
    /// <exception cref="ArgumentException">a limit above is not kept</exception>
    public IntHistogram(long highestTrackableValue, int numberOfSignificantValueDigits)
        : this(1, highestTrackableValue, numberOfSignificantValueDigits)
    {
    }

    /// <summary>Makes a histogram.</summary>
    /// <param name="lowestTrackableValue">smallest value told from 0, 1 or more; rounded down to a power of two</param>
    /// <param name="highestTrackableValue">largest value to cover, at least twice <paramref name="lowestTrackableValue"/></param>
    /// <param name="numberOfSignificantValueDigits">decimal digits that stay distinct, 0 to 5</param>
    /// <exception cref="ArgumentException">a limit above is not kept</exception>
    public IntHistogram(long lowestTrackableValue, long highestTrackableValue, int numberOfSignificantValueDigits)
        : base(lowestTrackableValue, highestTrackableValue, numberOfSignificantValueDigits) => _counts = new int[CountsArrayLength];

    /// <summary>Makes a histogram with a given instance id.</summary>
    /// <param name="instanceId">who made it</param>
    /// <param name="lowestTrackableValue">smallest value told from 0, 1 or more; rounded down to a power of two</param>
    /// <param name="highestTrackableValue">largest value to cover, at least twice <paramref name="lowestTrackableValue"/></param>
    /// <param name="numberOfSignificantValueDigits">decimal digits that stay distinct, 0 to 5</param>
    /// <exception cref="ArgumentException">a limit above is not kept</exception>
    public IntHistogram(long instanceId, long lowestTrackableValue, long highestTrackableValue, int numberOfSignificantValueDigits)
        : base(instanceId, lowestTrackableValue, highestTrackableValue, numberOfSignificantValueDigits) => _counts = new int[CountsArrayLength];

    /// <inheritdoc/>
    public override long TotalCount { get; protected set; }

    /// <inheritdoc/>
    protected override int WordSizeInBytes => sizeof(int);

    /// <inheritdoc/>
    protected override long MaxAllowableCount => int.MaxValue;

    /// <inheritdoc/>
    public override HistogramBase Copy()
        => CopyTo(new IntHistogram(LowestTrackableValue, HighestTrackableValue, NumberOfSignificantValueDigits));

    internal override ReadOnlySpan<long> ReadCounts(int firstSlot, int slotCount, Span<long> scratch)
    {
        Span<long> counts = scratch[..Math.Min(slotCount, scratch.Length)];
        Widening.Copy(_counts.AsSpan(firstSlot, counts.Length), counts);
        return counts;
    }

    /// <inheritdoc/>
    protected override long GetCountAtIndex(int index) => _counts[index];

    /// <inheritdoc/>
    protected override void SetCountAtIndex(int index, long value) => _counts[index] = (int)value;

    /// <inheritdoc/>
    protected override void IncrementCountAtIndex(int index)
    {
        _counts[index]++;
        TotalCount++;
    }

    /// <inheritdoc/>
    protected override void AddToCountAtIndex(int index, long addend)
    {
        _counts[index] += (int)addend;
        TotalCount += addend;
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
