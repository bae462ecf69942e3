using FeedHandler.Latency.Histograms;

namespace FeedHandler.Latency.Comparison;

/// <summary>
/// What a stage usually takes, told so finely that two builds can be told apart: the mean of the faster half of its durations. The slower half is where
/// interrupts, misses and neighbours show, and a median is as coarse as the clock; this mean is neither.
/// </summary>
public static class QuietMean
{
    /// <summary>Reads a histogram.</summary>
    /// <param name="histogram">What was counted; nobody writes to it meanwhile.</param>
    /// <returns>Nanoseconds; 0 where nothing was counted.</returns>
    public static double Of(DurationHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        double half = histogram.TotalCount / 2.0;
        if (half == 0) return 0;
        (double sum, double left) = (0, half);
        foreach ((long lowestNs, long highestNs, long count) in histogram.Counts())
        {
            double taken = Math.Min(count, left);
            sum += taken * (lowestNs + highestNs) / 2;
            left -= taken;
            if (left <= 0) break;
        }

        return sum / half;
    }
}

/// <summary>
/// Whether a stage takes longer in one report than in another. A report has several runs, each a process of its own, whose value is the least quiet mean of its
/// rounds. Noise only ever adds, and a machine is noisy for seconds at a time: the quietest three runs of a report are what it says, as far as they agree, and
/// the one in their middle is its value. However many runs a noisy machine spoils, three are enough.
/// </summary>
/// <remarks>
/// A change is told from <see cref="ThresholdPercent"/> on, where the three of one side are all above the three of the other. Of recorded runs of one build
/// about one comparison of reports in a hundred tells a change, and a stage that takes 5 % longer is told every time (tests/Latency.Tests/Comparison).
/// </remarks>
public static class QuietComparison
{
    /// <summary>The measure's name in reports.</summary>
    public const string MeasureName = "quietMean";

    /// <summary>How many runs of a side are what it says.</summary>
    public const int QuietCount = 3;

    /// <summary>How many runs a side needs before anything can be said.</summary>
    public const int RunCountMin = 6;

    /// <summary>The least change that is told, in percent: more than two reports of one build differ by.</summary>
    public const double ThresholdPercent = 2.5;

    /// <summary>Compares two sides of one stage.</summary>
    /// <param name="before">The value of each run of the side that the change is of, in nanoseconds.</param>
    /// <param name="after">Of the other.</param>
    /// <returns>The change, from the least to the most that the quiet runs of both sides allow; unknown where they are too few or do not agree.</returns>
    public static LatencyChange Of(IReadOnlyList<double> before, IReadOnlyList<double> after)
    {
        double[] a = QuietOf(before);
        double[] b = QuietOf(after);
        (double from, double to) = (Middle(a), Middle(b));
        double percent = LatencyComparison.Percent(from, to);
        if (before.Count < RunCountMin || after.Count < RunCountMin) return new LatencyChange(MeasureName, from, to, percent, null, ChangeVerdict.Unknown);
        (double Low, double High) interval = (LatencyComparison.Percent(a[^1], b[0]), LatencyComparison.Percent(a[0], b[^1]));
        return new LatencyChange(MeasureName, from, to, percent, interval, VerdictOf(percent, interval));
    }

    /// <summary>What a side's runs come to: the middle of the quietest three, in nanoseconds; 0 of none.</summary>
    /// <param name="runs">The value of each run.</param>
    public static double ValueOf(IReadOnlyList<double> runs) => Middle(QuietOf(runs));

    private static ChangeVerdict VerdictOf(double percent, (double Low, double High) interval)
    {
        if (percent >= ThresholdPercent && interval.Low > 0) return ChangeVerdict.Slower;
        if (percent <= -ThresholdPercent && interval.High < 0) return ChangeVerdict.Faster;
        bool doAgree = Math.Abs(percent) < ThresholdPercent && interval.Low >= -2 * ThresholdPercent && interval.High <= 2 * ThresholdPercent;
        return doAgree ? ChangeVerdict.NoChange : ChangeVerdict.Unknown;
    }

    private static double[] QuietOf(IReadOnlyList<double> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return [.. runs.Order().Take(QuietCount)];
    }

    private static double Middle(double[] quiet) => quiet.Length == 0 ? 0 : quiet[quiet.Length / 2];
}
