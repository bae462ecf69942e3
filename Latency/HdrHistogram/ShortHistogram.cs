using HdrHistogram.Slots;

namespace HdrHistogram;

/// <summary>
/// A histogram of 16-bit counts for one writing thread: a quarter of the memory of a <see cref="LongHistogram"/>. A count beyond
/// 32,767 wraps, which <see cref="HistogramBase.HasOverflowed"/> tells.
/// </summary>
public sealed class ShortHistogram : HistogramBase
{
    private readonly short[] _counts;

    /// <summary>Makes a histogram that tells 1 from 0.</summary>
    /// <param name="highestTrackableValue">largest value to cover, 2 or more</param>
    /// <param name="numberOfSignificantValueDigits">decimal digits that stay distinct, 0 to 5</param>
    /// <exception cref="ArgumentException">a limit above is not kept</exception>
    public ShortHistogram(long highestTrackableValue, int numberOfSignificantValueDigits)
        : this(1, highestTrackableValue, numberOfSignificantValueDigits)
    {
    }

    /// <summary>Makes a histogram.</summary>
    /// <param name="lowestTrackableValue">smallest value told from 0, 1 or more; rounded down to a power of two</param>
    /// <param name="highestTrackableValue">largest value to cover, at least twice <paramref name="lowestTrackableValue"/></param>
    /// <param name="numberOfSignificantValueDigits">decimal digits that stay distinct, 0 to 5</param>
    /// <exception cref="ArgumentException">a limit above is not kept</exception>
    public ShortHistogram(long lowestTrackableValue, long highestTrackableValue, int numberOfSignificantValueDigits)
        : base(lowestTrackableValue, highestTrackableValue, numberOfSignificantValueDigits) => _counts = new short[CountsArrayLength];

    /// <summary>Makes a histogram with a given instance id.</summary>
    /// <param name="instanceId">who made it</param>
    /// <param name="lowestTrackableValue">smallest value told from 0, 1 or more; rounded down to a power of two</param>
    /// <param name="highestTrackableValue">largest value to cover, at least twice <paramref name="lowestTrackableValue"/></param>
    /// <param name="numberOfSignificantValueDigits">decimal digits that stay distinct, 0 to 5</param>
    /// <exception cref="ArgumentException">a limit above is not kept</exception>
    public ShortHistogram(long instanceId, long lowestTrackableValue, long highestTrackableValue, int numberOfSignificantValueDigits)
        : base(instanceId, lowestTrackableValue, highestTrackableValue, numberOfSignificantValueDigits) => _counts = new short[CountsArrayLength];

    /// <inheritdoc/>
    public override long TotalCount { get; protected set; }

    /// <inheritdoc/>
    protected override int WordSizeInBytes => sizeof(short);

    /// <inheritdoc/>
    protected override long MaxAllowableCount => short.MaxValue;

    /// <inheritdoc/>
    public override HistogramBase Copy()
        => CopyTo(new ShortHistogram(LowestTrackableValue, HighestTrackableValue, NumberOfSignificantValueDigits));

    internal override ReadOnlySpan<long> ReadCounts(int firstSlot, int slotCount, Span<long> scratch)
    {
        Span<long> counts = scratch[..Math.Min(slotCount, scratch.Length)];
        Widening.Copy(_counts.AsSpan(firstSlot, counts.Length), counts);
        return counts;
    }

    /// <inheritdoc/>
    protected override long GetCountAtIndex(int index) => _counts[index];

    /// <inheritdoc/>
    protected override void SetCountAtIndex(int index, long value) => _counts[index] = (short)value;

    /// <inheritdoc/>
    protected override void IncrementCountAtIndex(int index)
    {
        _counts[index]++;
        TotalCount++;
    }

    /// <inheritdoc/>
    protected override void AddToCountAtIndex(int index, long addend)
    {
        _counts[index] += (short)addend;
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
