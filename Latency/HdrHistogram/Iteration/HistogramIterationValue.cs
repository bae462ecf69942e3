using System.Globalization;

namespace HdrHistogram.Iteration;

/// <summary>One step of a walk through a histogram. Each step has an object of its own, so steps can be kept.</summary>
public sealed class HistogramIterationValue
{
    /// <summary>Highest equivalent of the value reached.</summary>
    public long ValueIteratedTo { get; internal init; }

    /// <summary>What the step before reached; 0 at the first.</summary>
    public long ValueIteratedFrom { get; internal init; }

    /// <summary>Occurrences in the slot of the value reached.</summary>
    public long CountAtValueIteratedTo { get; internal init; }

    /// <summary>Occurrences above the step before, up to and with the value reached; 0 when several steps end in one slot.</summary>
    public long CountAddedInThisIterationStep { get; internal init; }

    /// <summary>Occurrences of the value reached and all lower ones.</summary>
    public long TotalCountToThisValue { get; internal init; }

    /// <summary>Sum of the value reached and all lower ones, each occurrence taken as the middle of its slot; wraps beyond 63 bits.</summary>
    public long TotalValueToThisValue { get; internal init; }

    /// <summary>Share, in percent, of occurrences at or below the value reached.</summary>
    public double Percentile { get; internal init; }

    /// <summary>The level, in percent, that the walk asked for here: at most <see cref="Percentile"/>.</summary>
    public double PercentileLevelIteratedTo { get; internal init; }

    /// <summary>Whether the walk asked for 100 percent here, which ends it.</summary>
    public bool IsLastValue() => PercentileLevelIteratedTo == 100;

    /// <summary>All properties by name, in the invariant culture.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"ValueIteratedTo:{ValueIteratedTo}, ValueIteratedFrom:{ValueIteratedFrom}, CountAtValueIteratedTo:{CountAtValueIteratedTo}, "
        + $"CountAddedInThisIterationStep:{CountAddedInThisIterationStep}, TotalCountToThisValue:{TotalCountToThisValue}, "
        + $"TotalValueToThisValue:{TotalValueToThisValue}, Percentile:{Percentile}, PercentileLevelIteratedTo:{PercentileLevelIteratedTo}");
}
