using System.Numerics;

namespace HdrHistogram.Slots;

/// <summary>
/// Which slot counts a value. The first <see cref="SubBucketCount"/> slots are linear with a step of 2^unit; every further bucket has
/// half as many slots with the step doubled. With shift(v) the number of low bits that the slot of v drops,
/// slot(v) = ((shift - unit) * SubBucketCount / 2) + (v >>> shift).
/// </summary>
internal readonly struct SlotLayout
{
    /// <summary>Bits set up to the top of the first bucket, so that all its values have one shift.</summary>
    private readonly long _subBucketMask;

    /// <summary>shift(v) is this less the leading zeros of v.</summary>
    private readonly int _shiftOrigin;

    /// <summary>log2 of half the sub-buckets.</summary>
    private readonly int _halfMagnitude;

    /// <summary>The term -unit * SubBucketCount / 2 of the slot number.</summary>
    private readonly int _slotOrigin;

    private readonly int _unitMagnitude;

    public SlotLayout(long lowestTrackableValue, long highestTrackableValue, int significantDigits)
    {
        int subBucketMagnitude = SubBucketMagnitude(significantDigits);
        _unitMagnitude = BitOperations.Log2((ulong)lowestTrackableValue);
        _halfMagnitude = subBucketMagnitude - 1;
        _shiftOrigin = 64 - subBucketMagnitude;
        _slotOrigin = -(_unitMagnitude << _halfMagnitude);
        SubBucketCount = 1 << subBucketMagnitude;
        _subBucketMask = (SubBucketCount - 1L) << _unitMagnitude;
        BucketCount = BucketsToCover(highestTrackableValue);
        SlotCount = (BucketCount + 1) << _halfMagnitude;
    }

    public int SubBucketCount { get; }

    public int BucketCount { get; }

    public int SlotCount { get; }

    /// <summary>log2 of the smallest power of two that is at least 2 * 10^digits.</summary>
    public static int SubBucketMagnitude(int significantDigits)
    {
        int valuesWithUnitResolution = 2;
        for (int i = 0; i < significantDigits; i++) valuesWithUnitResolution *= 10;
        return BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)valuesWithUnitResolution));
    }

    /// <summary>Whether a slot number means the same values in both, as far as both have that slot.</summary>
    public bool NumbersLike(in SlotLayout other) => _subBucketMask == other._subBucketMask;

    /// <summary>Slot of a value. A negative value, as one too large, gets a number of <see cref="SlotCount"/> or more.</summary>
    public int SlotOf(long value)
    {
        int shift = ShiftOf(value);
        return (shift << _halfMagnitude) + _slotOrigin + (int)(value >>> shift);
    }

    /// <summary>Lowest value of a slot.</summary>
    public long ValueOf(int slot)
    {
        int half = 1 << _halfMagnitude;
        int bucket = (slot >> _halfMagnitude) - 1;
        long subBucket = (slot & (half - 1)) + half;
        return bucket < 0 ? (subBucket - half) << _unitMagnitude : subBucket << (bucket + _unitMagnitude);
    }

    /// <summary>Lowest of the values that share the slot of <paramref name="value"/>.</summary>
    public long LowestEquivalent(long value)
    {
        int shift = ShiftOf(value);
        return value >>> shift << shift;
    }

    /// <summary>How many values share the slot of <paramref name="value"/>.</summary>
    public long SizeOfRange(long value) => 1L << ShiftOf(value);

    private int ShiftOf(long value) => _shiftOrigin - BitOperations.LeadingZeroCount((ulong)(value | _subBucketMask));

    private int BucketsToCover(long highestTrackableValue)
    {
        long beyond = (long)SubBucketCount << _unitMagnitude;
        int buckets = 1;
        for (; beyond <= highestTrackableValue; beyond <<= 1)
        {
            buckets++;
            if (beyond > long.MaxValue / 2) break;
        }

        return buckets;
    }
}
