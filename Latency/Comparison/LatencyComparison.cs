namespace FeedHandler.Latency.Comparison;

/// <summary>
/// How one side differs from another, by measure: the change in percent, the interval in which it lies with a confidence of 99.9 %, by drawing both sides
/// again 4000 times (bootstrap), and what follows from it. The draws are the same each time. A report compares dozens of measures at once: each is judged so
/// strictly that all of them together seldom tell a change where there is none.
/// </summary>
public static class LatencyComparison
{
    /// <summary>How many samples a side needs before anything can be said.</summary>
    public const int SampleCountMin = 3;

    /// <summary>How often both sides are drawn.</summary>
    public const int DrawCount = 4000;

    /// <summary>With how much confidence, in percent, the change lies in its interval.</summary>
    public const double ConfidencePercent = 99.9;

    /// <summary>Where the draws begin, so that they are the same each time.</summary>
    internal const int Seed = 20_261_130;

    /// <summary>Compares two sides of one series.</summary>
    /// <param name="before">The side that the change is of.</param>
    /// <param name="after">The other.</param>
    /// <returns>A change for the mean and each percentile that reports show.</returns>
    public static IReadOnlyList<LatencyChange> Of(LatencySamples before, LatencySamples after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        double[] a = before.Measure();
        double[] b = after.Measure();
        if (before.Count < SampleCountMin || after.Count < SampleCountMin)
            return [.. Measures.Names.Select((name, i) => new LatencyChange(name, a[i], b[i], Percent(a[i], b[i]), null, ChangeVerdict.Unknown))];
        double[][] draws = Draw(before, after);
        return [.. Measures.Names.Select((name, i) => Judge(name, (a[i], b[i]), draws[i]))];
    }

    private static double[][] Draw(LatencySamples before, LatencySamples after)
    {
        Random random = new(Seed);
        double[][] changes = [.. Measures.Names.Select(static _ => new double[DrawCount])];
        for (int draw = 0; draw < DrawCount; draw++)
        {
            double[] a = before.Draw(random);
            double[] b = after.Draw(random);
            for (int i = 0; i < changes.Length; i++) changes[i][draw] = Percent(a[i], b[i]);
        }

        foreach (double[] measure in changes) Array.Sort(measure);
        return changes;
    }

    private static LatencyChange Judge(string name, (double A, double B) values, double[] draws)
    {
        (double low, double high) = IntervalOf(draws);
        ChangeVerdict verdict = low > 0 ? ChangeVerdict.Slower : high < 0 ? ChangeVerdict.Faster : ChangeVerdict.NoChange;
        return new LatencyChange(name, values.A, values.B, Percent(values.A, values.B), (low, high), verdict);
    }

    /// <summary>The interval in which a change lies.</summary>
    /// <param name="draws">The changes of all draws, ascending.</param>
    internal static (double Low, double High) IntervalOf(double[] draws)
    {
        int tail = (int)Math.Round(DrawCount * (100 - ConfidencePercent) / 200);
        return (draws[tail], draws[DrawCount - 1 - tail]);
    }

    // Of nothing there is no share: less than a nanosecond counts as one.
    internal static double Percent(double before, double after) => (after - before) / Math.Max(before, 1) * 100;
}

/// <summary>What follows from a change.</summary>
public enum ChangeVerdict
{
    /// <summary>There are too few samples to say anything.</summary>
    Unknown = 0,

    /// <summary>The interval includes zero: what is seen may be chance.</summary>
    NoChange = 1,

    /// <summary>All of the interval is below zero.</summary>
    Faster = 2,

    /// <summary>All of the interval is above zero.</summary>
    Slower = 3,
}

/// <summary>Verdicts as JSON has them.</summary>
public static class ChangeVerdicts
{
    /// <summary>The name of a verdict: noChange, faster, slower or unknown.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string NameOf(ChangeVerdict verdict) => verdict switch
    {
        ChangeVerdict.NoChange => "noChange",
        ChangeVerdict.Faster => "faster",
        ChangeVerdict.Slower => "slower",
        _ => "unknown",
    };
}

/// <summary>A change of one measure.</summary>
/// <param name="Measure">mean, or a percentile such as p99 or p999.</param>
/// <param name="BeforeNs">The measure of the first side, in nanoseconds.</param>
/// <param name="AfterNs">That of the second.</param>
/// <param name="Percent">The change in percent of the first; above zero it is slower.</param>
/// <param name="IntervalPercent">Where it lies, as sure as <see cref="LatencyComparison.ConfidencePercent"/>; null where nobody can say.</param>
/// <param name="Verdict">What follows.</param>
public sealed record LatencyChange(
    string Measure, double BeforeNs, double AfterNs, double Percent, (double Low, double High)? IntervalPercent, ChangeVerdict Verdict);
