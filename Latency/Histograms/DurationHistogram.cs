using System.Runtime.CompilerServices;
using HdrHistogram;

namespace FeedHandler.Latency.Histograms;

/// <summary>
/// A histogram of nanoseconds that any duration can be recorded in: where the package throws, or counts in the wrong place, this one counts the nearest end
/// and how often. What it tells of itself allocates nothing and is 0 while it is empty. All memory is touched at construction, so that no page is
/// faulted in later.
/// </summary>
/// <remarks>
/// One thread writes. Another may <see cref="Add"/> it to a histogram of its own meanwhile, and has every count as it was a moment ago; percentiles are for
/// whoever writes, or for after the end.
/// </remarks>
public sealed partial class DurationHistogram : LongHistogram
{
    /// <summary>The highest end that a histogram can have, 36 minutes: beyond it, the package's ranges of equivalent values leave 32 bits.</summary>
    public const long LimitNs = (1L << 41) - 1;

    /// <summary>Digits that are told apart where there are many histograms: a part in a hundred, in 30 KB to a minute.</summary>
    public const int CoarseDigits = 2;

    private const int SignificantDigits = 3;
    private const double AllPercent = 100;

    /// <summary>Makes an empty histogram, of 220 KB to a minute.</summary>
    /// <param name="highestNs">The longest duration told apart, in nanoseconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is below 2 or above <see cref="LimitNs"/>.</exception>
    public DurationHistogram(long highestNs)
        : this(highestNs, SignificantDigits)
    {
    }

    /// <summary>Makes an empty histogram of another resolution.</summary>
    /// <param name="highestNs">The longest duration told apart, in nanoseconds.</param>
    /// <param name="digits">How many decimal digits of a duration are told apart, 1 to 5; each takes ten times the memory.</param>
    /// <exception cref="ArgumentOutOfRangeException">The duration is below 2 or above <see cref="LimitNs"/>.</exception>
    public DurationHistogram(long highestNs, int digits)
        : base(1, Checked(highestNs), digits)
    {
        Record(1); // what the package makes when it counts for the first time is made here, and not on a thread that allocates nothing
        Reset();
    }

    /// <summary>How many durations were negative, as of clocks that disagree, and count as 0.</summary>
    public long NegativeCount { get; private set; }

    /// <summary>How many durations were above the highest, and count as that.</summary>
    public long OverRangeCount { get; private set; }

    /// <summary>The shortest duration, to the lower end of its slot.</summary>
    public long MinNs => LowestEquivalentValue(PercentileNs(0));

    /// <summary>The longest duration, to the upper end of its slot.</summary>
    public long MaxNs => PercentileNs(AllPercent);

    /// <summary>Counts one duration.</summary>
    /// <param name="durationNs">Any number of nanoseconds.</param>
    public void Record(long durationNs)
    {
        if ((ulong)durationNs > (ulong)HighestTrackableValue) durationNs = Clamp(durationNs);
        RecordValue(durationNs);
    }

    /// <summary>The duration that a share of all durations does not exceed, to the upper end of its slot.</summary>
    /// <param name="percentile">The share in percent, 0 to 100.</param>
    public long PercentileNs(double percentile)
    {
        long total = TotalCount;
        if (total == 0) return 0;

        // The package takes the nearest rank, by which more may be above than was asked for, and finds none where counts need more than 52 bits; the next
        // whole rank is Java's.
        double rank = Math.Max(1, RankOf(percentile, total));
        (long seen, int found) = (0, 0);
        for (int slot = 0; seen < rank && slot < SlotCount; slot++)
        {
            long count = GetCountAtIndex(slot);
            if (count > 0) (seen, found) = (seen + count, slot);
        }

        return HistogramSlots.LowestOf(this, found, out long width) + width - 1;
    }

    /// <summary>How many of so many do not exceed a percentile. What is stored for 99.9 is a little more, and asks for none more of a thousand.</summary>
    internal static double RankOf(double percentile, long total) => Math.Ceiling(Math.BitDecrement(percentile) * total / AllPercent);

    /// <summary>
    /// All durations together, and how many do not exceed each of some bounds. It looks at every slot up to the highest with a count: for a reader's own
    /// histogram, to which nobody records meanwhile.
    /// </summary>
    /// <param name="boundsNs">Bounds in nanoseconds, ascending. A slot whose upper end is beyond a bound is, to a part in a thousand, beyond it.</param>
    /// <param name="counts">Takes a count for each bound.</param>
    /// <returns>The sum in nanoseconds, each duration as the middle of its slot, as the package's mean takes them.</returns>
    public double SumNs(ReadOnlySpan<long> boundsNs, Span<long> counts)
    {
        (double sum, long seen, int bound) = (0, 0, 0);
        for (int slot = 0; seen < TotalCount && slot < SlotCount; slot++)
        {
            long value = HistogramSlots.LowestOf(this, slot, out long width);
            for (; bound < boundsNs.Length && value + width - 1 > boundsNs[bound]; bound++) counts[bound] = seen;
            long count = GetCountAtIndex(slot);
            sum += (double)count * (value + (width >> 1));
            seen += count;
        }

        counts[bound..boundsNs.Length].Fill(seen);
        return sum;
    }

    /// <inheritdoc/>
    public override void Add(HistogramBase fromHistogram)
    {
        base.Add(fromHistogram);
        if (fromHistogram is not DurationHistogram durations) return;
        NegativeCount += durations.NegativeCount;
        OverRangeCount += durations.OverRangeCount;
    }

    /// <inheritdoc/>
    protected override void ClearCounts()
    {
        base.ClearCounts();
        NegativeCount = 0;
        OverRangeCount = 0;
    }

    private static long Checked(long highestNs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(highestNs, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(highestNs, LimitNs);
        return highestNs;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long Clamp(long durationNs)
    {
        if (durationNs < 0)
        {
            NegativeCount++;
            return 0;
        }

        OverRangeCount++;
        return HighestTrackableValue;
    }
}
