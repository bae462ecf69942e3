namespace FeedHandler.Latency.Comparison;

/// <summary>
/// How one side differs from another where each run gave one number, such as a throughput or a percentile: by the rules of <see cref="LatencyComparison"/>,
/// the medians over the runs and the interval of their change, found by drawing the runs of both sides again.
/// </summary>
public static class ValueComparison
{
    /// <summary>Compares two sides.</summary>
    /// <param name="before">What the runs of the side gave that the change is of, 1 or more.</param>
    /// <param name="after">What those of the other gave, 1 or more.</param>
    /// <exception cref="ArgumentException">A side has no run.</exception>
    public static ValueChange Of(IReadOnlyList<double> before, IReadOnlyList<double> after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (before.Count == 0 || after.Count == 0) throw new ArgumentException("A side without runs cannot be compared: give both sides runs.");
        (double a, double b) = (MedianOf(before), MedianOf(after));
        double percent = LatencyComparison.Percent(a, b);
        bool isEnough = before.Count >= LatencyComparison.SampleCountMin && after.Count >= LatencyComparison.SampleCountMin;
        return new ValueChange(a, b, percent, isEnough ? LatencyComparison.IntervalOf(Draw(before, after)) : null);
    }

    /// <summary>The median of the runs of a side.</summary>
    /// <param name="runs">What they gave.</param>
    public static double MedianOf(IReadOnlyList<double> runs) => LatencySamples.Median([.. runs]);

    private static double[] Draw(IReadOnlyList<double> before, IReadOnlyList<double> after)
    {
        Random random = new(LatencyComparison.Seed);
        double[] changes = new double[LatencyComparison.DrawCount];
        for (int draw = 0; draw < changes.Length; draw++)
            changes[draw] = LatencyComparison.Percent(MedianOf(Again(before, random)), MedianOf(Again(after, random)));
        Array.Sort(changes);
        return changes;
    }

    private static double[] Again(IReadOnlyList<double> runs, Random random)
    {
        double[] drawn = new double[runs.Count];
        for (int i = 0; i < drawn.Length; i++) drawn[i] = runs[random.Next(runs.Count)];
        return drawn;
    }
}

/// <summary>A change of one number.</summary>
/// <param name="Before">The median of the first side.</param>
/// <param name="After">That of the second.</param>
/// <param name="Percent">The change in percent of the first.</param>
/// <param name="IntervalPercent">Where it lies, as sure as <see cref="LatencyComparison.ConfidencePercent"/>; null where there are too few runs to say.</param>
public sealed record ValueChange(double Before, double After, double Percent, (double Low, double High)? IntervalPercent)
{
    /// <summary>Whether what is seen may be chance: the interval includes zero, or nobody can say where it lies.</summary>
    public bool MayBeChance => IntervalPercent is not { } interval || (interval.Low <= 0 && interval.High >= 0);
}
