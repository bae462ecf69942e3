using System.Numerics;
using HdrHistogram.Slots;

namespace HdrHistogram;

/// <summary>
/// Counts of 64-bit integer values over a wide range at a fixed relative precision: values that agree in the first
/// <see cref="NumberOfSignificantValueDigits"/> decimal digits share a slot. Slot arithmetic: <see cref="SlotLayout"/>.
/// </summary>
public abstract partial class HistogramBase : IRecorder
{
    private static long _lastInstanceId = -1;

    private readonly SlotLayout _layout;

    /// <summary>Makes a histogram with an instance id of its own.</summary>
    /// <param name="lowestTrackableValue">smallest value told from 0, 1 or more; rounded down to a power of two</param>
    /// <param name="highestTrackableValue">largest value to cover, at least twice <paramref name="lowestTrackableValue"/></param>
    /// <param name="numberOfSignificantValueDigits">decimal digits that stay distinct, 0 to 5</param>
    /// <exception cref="ArgumentException">a limit above is not kept, or the two values leave no room for the digits in 63 bits</exception>
    protected HistogramBase(long lowestTrackableValue, long highestTrackableValue, int numberOfSignificantValueDigits)
        : this(NextInstanceId(), lowestTrackableValue, highestTrackableValue, numberOfSignificantValueDigits)
    {
    }

    /// <summary>Makes a histogram with a given instance id.</summary>
    /// <param name="instanceId">who made it: a recorder takes back only histograms that carry its own id</param>
    /// <param name="lowestTrackableValue">smallest value told from 0, 1 or more; rounded down to a power of two</param>
    /// <param name="highestTrackableValue">largest value to cover, at least twice <paramref name="lowestTrackableValue"/></param>
    /// <param name="numberOfSignificantValueDigits">decimal digits that stay distinct, 0 to 5</param>
    /// <exception cref="ArgumentException">a limit above is not kept, or the two values leave no room for the digits in 63 bits</exception>
    protected HistogramBase(long instanceId, long lowestTrackableValue, long highestTrackableValue, int numberOfSignificantValueDigits)
    {
        RequireLimits(lowestTrackableValue, highestTrackableValue, numberOfSignificantValueDigits);
        _layout = new SlotLayout(lowestTrackableValue, highestTrackableValue, numberOfSignificantValueDigits);
        InstanceId = instanceId;
        LowestTrackableValue = lowestTrackableValue;
        HighestTrackableValue = highestTrackableValue;
        NumberOfSignificantValueDigits = numberOfSignificantValueDigits;
    }

    /// <summary>Who made this histogram: negative and unique when constructed alone, the recorder's id when a recorder made it.</summary>
    public long InstanceId { get; }

    /// <summary>Largest value the histogram was asked to cover. Values above it are still counted as far as its last slots reach.</summary>
    public long HighestTrackableValue { get; }

    /// <summary>Smallest value told from 0, as given to the constructor.</summary>
    public long LowestTrackableValue { get; }

    /// <summary>Decimal digits that stay distinct, 0 to 5.</summary>
    public int NumberOfSignificantValueDigits { get; }

    /// <summary>Start of the interval counted; by convention milliseconds since 1970 in UTC.</summary>
    public long StartTimeStamp { get; set; }

    /// <summary>End of the interval counted; by convention milliseconds since 1970 in UTC.</summary>
    public long EndTimeStamp { get; set; }

    /// <summary>Name of the series this histogram belongs to in a log; null for the series without a name.</summary>
    /// <exception cref="ArgumentException">the text holds a comma or white space, which would break the lines of a log</exception>
    public string? Tag
    {
        get;
        set
        {
            foreach (char c in value ?? "")
            {
                if (c == ',' || char.IsWhiteSpace(c))
                    throw new ArgumentException($"A tag holds no comma, blank or line break; \"{value}\" does.", nameof(value));
            }

            field = value;
        }
    }

    /// <summary>Occurrences counted. After an overflow of a count it no longer is the sum of the counts.</summary>
    public abstract long TotalCount { get; protected set; }

    /// <summary>Ranges of doubling width that the values are divided into.</summary>
    public int BucketCount => _layout.BucketCount;

    /// <summary>Slots of the first bucket; each further bucket adds half as many.</summary>
    public int SubBucketCount => _layout.SubBucketCount;

    /// <summary>Bytes of one count.</summary>
    protected abstract int WordSizeInBytes { get; }

    /// <summary>Largest count that one slot can hold.</summary>
    protected abstract long MaxAllowableCount { get; }

    /// <summary>Where each value is counted.</summary>
    internal ref readonly SlotLayout Layout => ref _layout;

    /// <summary>Slots of the histogram, and so the length of an array of all counts.</summary>
    internal int CountsArrayLength => _layout.SlotCount;

    /// <summary>A histogram of the same kind and limits with the same counts, time stamps and tag, which shares nothing with this one.</summary>
    public abstract HistogramBase Copy();

    /// <summary>Bytes of memory that this histogram occupies, estimated from above.</summary>
    public virtual int GetEstimatedFootprintInBytes() => 512 + (WordSizeInBytes * CountsArrayLength);

    /// <summary>An instance id that no other histogram has.</summary>
    internal static long NextInstanceId() => Interlocked.Decrement(ref _lastInstanceId);

    /// <summary>Fills a newly made histogram for <see cref="Copy"/>.</summary>
    internal HistogramBase CopyTo(HistogramBase copy)
    {
        copy.Add(this);
        copy.StartTimeStamp = StartTimeStamp;
        copy.EndTimeStamp = EndTimeStamp;
        copy.Tag = Tag;
        return copy;
    }

    private static void RequireLimits(long lowestTrackableValue, long highestTrackableValue, int numberOfSignificantValueDigits)
    {
        if (lowestTrackableValue < 1)
            throw new ArgumentException($"lowestTrackableValue must be >= 1; it is {lowestTrackableValue}.", nameof(lowestTrackableValue));
        if (highestTrackableValue / 2 < lowestTrackableValue)
        {
            throw new ArgumentException(
                $"highestTrackableValue must be >= 2 * lowestTrackableValue; they are {highestTrackableValue} and {lowestTrackableValue}.",
                nameof(highestTrackableValue));
        }

        if (numberOfSignificantValueDigits is < 0 or > 5)
        {
            throw new ArgumentException(
                $"numberOfSignificantValueDigits must be between 0 and 5; it is {numberOfSignificantValueDigits}.",
                nameof(numberOfSignificantValueDigits));
        }

        if (BitOperations.Log2((ulong)lowestTrackableValue) + SlotLayout.SubBucketMagnitude(numberOfSignificantValueDigits) > 61)
        {
            throw new ArgumentException(
                $"lowestTrackableValue {lowestTrackableValue} leaves no room for {numberOfSignificantValueDigits} digits below 2^63; lower one of them.",
                nameof(lowestTrackableValue));
        }
    }
}
