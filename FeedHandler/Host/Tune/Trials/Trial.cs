using FeedHandler.Latency.Comparison;

namespace FeedHandler.Host.Tune.Trials;

/// <summary>What follows from a trial.</summary>
internal enum TrialVerdict
{
    /// <summary>It could not be measured, or too few times.</summary>
    NotMeasured,

    /// <summary>The interval of the change includes zero: what is seen may be chance.</summary>
    NoGain,

    /// <summary>All of the interval is on the better side.</summary>
    Gain,

    /// <summary>All of it is on the worse side.</summary>
    Loss,
}

/// <summary>What several runs of one side measured.</summary>
/// <param name="Runs">What each gave.</param>
/// <param name="Unit">In what.</param>
/// <param name="Command">What to type to measure it again.</param>
internal sealed record TrialSide(IReadOnlyList<double> Runs, string Unit, string Command)
{
    /// <summary>The median of the runs.</summary>
    public double Median => ValueComparison.MedianOf(Runs);
}

/// <summary>A change that was tried.</summary>
/// <param name="Change">The change.</param>
/// <param name="Before">Runs without it, in turns with those with it; null where nothing was measured.</param>
/// <param name="After">Runs with it.</param>
/// <param name="Failure">Why nothing, or less than was asked, was measured; null when all was.</param>
internal sealed record Trial(TuneChange Change, TrialSide? Before, TrialSide? After, string? Failure)
{
    /// <summary>How much better it is in percent, and the interval in which that lies: above zero it is better. Null where nobody can say.</summary>
    public (double Percent, (double Low, double High)? Interval)? Improvement
    {
        get
        {
            if (Before is null || After is null) return null;
            ValueChange change = ValueComparison.Of(Before.Runs, After.Runs);
            if (Change.Kind == TrialKind.Path) return (change.Percent, change.IntervalPercent);
            return (-change.Percent, change.IntervalPercent is { } interval ? (-interval.High, -interval.Low) : null);
        }
    }

    /// <summary>What follows.</summary>
    public TrialVerdict Verdict => Improvement is not { Interval: { } interval } ? TrialVerdict.NotMeasured
        : interval.Low > 0 ? TrialVerdict.Gain
        : interval.High < 0 ? TrialVerdict.Loss
        : TrialVerdict.NoGain;

    /// <summary>What is measured of a kind of trial.</summary>
    public static string UnitOf(TrialKind kind) => kind == TrialKind.Path ? "packets/s" : "ns";
}
