using FeedHandler.Latency.Comparison;
using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Latency.Tests.Comparison;

/// <summary>Whether a change is found where there is one, and where there is none none. All draws are by seed.</summary>
public sealed class LatencyComparisonTests
{
    private const int RunCount = 8;

    [Test]
    public void APlantedSlowdownOfFivePercentIsFoundFromRunToRun()
    {
        IReadOnlyList<LatencyChange> changes = LatencyComparison.Of(Runs(seed: 1, factor: 1), Runs(seed: 2, factor: 1.05));

        foreach (LatencyChange change in changes.Where(static change => change.Measure is "mean" or "p50" or "p90" or "p99"))
        {
            Assert.That(change.Verdict, Is.EqualTo(ChangeVerdict.Slower), change.ToString());
            Assert.That(change.Percent, Is.EqualTo(5).Within(1.5), change.ToString());
            Assert.That((change.IntervalPercent!.Value.Low, change.IntervalPercent.Value.High), Is.EqualTo((5.0, 5.0)).Using<double>(static (a, b) => Math.Abs(a - b) < 4), change.ToString());
        }
    }

    [Test]
    public void TheSameTurnedRoundIsFaster()
    {
        IReadOnlyList<LatencyChange> changes = LatencyComparison.Of(Runs(seed: 2, factor: 1.05), Runs(seed: 1, factor: 1));

        Assert.That(changes.Single(static change => change.Measure == "p50").Verdict, Is.EqualTo(ChangeVerdict.Faster));
    }

    [Test]
    public void RunsOfOneDistributionAreNoChange()
    {
        IReadOnlyList<LatencyChange> changes = LatencyComparison.Of(Runs(seed: 3, factor: 1), Runs(seed: 4, factor: 1));

        Assert.That(changes.Select(static change => change.Verdict), Is.All.EqualTo(ChangeVerdict.NoChange), string.Join('\n', changes));
    }

    [Test]
    public void OfManyComparisonsOfOneDistributionNextToNoneTellsAChange()
    {
        ChangeVerdict[] verdicts =
        [
            .. Enumerable.Range(0, 60).SelectMany(static round => LatencyComparison.Of(Runs(1000 + round, 1, count: 2000), Runs(2000 + round, 1, count: 2000)))
                .Select(static change => change.Verdict),
        ];
        int wrongCount = verdicts.Count(static verdict => verdict != ChangeVerdict.NoChange);
        TestContext.Out.WriteLine($"{wrongCount} of {verdicts.Length}");

        Assert.That(wrongCount, Is.LessThanOrEqualTo(verdicts.Length / 100));
    }

    [Test]
    public void APlantedSlowdownIsFoundInTheIntervalsOfOneRun()
    {
        IReadOnlyList<LatencyChange> changes = LatencyComparison.Of(Intervals(seed: 1, factor: 1), Intervals(seed: 2, factor: 1.05));

        Assert.That(changes.Single(static change => change.Measure == "p50").Verdict, Is.EqualTo(ChangeVerdict.Slower));
    }

    [Test]
    public void IntervalsOfOneDistributionAreNoChange()
    {
        IReadOnlyList<LatencyChange> changes = LatencyComparison.Of(Intervals(seed: 31, factor: 1), Intervals(seed: 32, factor: 1));

        Assert.That(changes.Select(static change => change.Verdict), Is.All.EqualTo(ChangeVerdict.NoChange), string.Join('\n', changes));
    }

    [Test]
    public void EachComparisonDrawsTheSame()
    {
        IReadOnlyList<LatencyChange> first = LatencyComparison.Of(Runs(1, 1), Runs(2, 1.01));
        IReadOnlyList<LatencyChange> again = LatencyComparison.Of(Runs(1, 1), Runs(2, 1.01));
        Assert.That(again, Is.EqualTo(first));
    }

    [Test]
    public void OfTooFewSamplesNothingIsSaid()
    {
        LatencySamples two = LatencySamples.OfRuns([Counts(1, 1), Counts(2, 1)]);

        Assert.That(LatencyComparison.Of(two, Runs(seed: 2, factor: 2)).Select(static change => (change.Verdict, change.IntervalPercent)),
            Is.All.EqualTo((ChangeVerdict.Unknown, ((double, double)?)null)));
    }

    [Test]
    public void MeasuresAreThoseOfReports()
    {
        DurationHistogram histogram = Histogram(seed: 9, factor: 1);
        LatencyChange[] changes = [.. LatencyComparison.Of(LatencySamples.OfRuns([DurationCounts.Of(histogram)]), Runs(seed: 1, factor: 1))];

        Assert.That(changes[0].BeforeNs, Is.EqualTo(histogram.Moments().MeanNs).Within(0.01).Percent);
        double[] percents = [50, 90, 99, 99.9, 99.99];
        Assert.That(changes[1..].Select(static change => change.BeforeNs), Is.EqualTo(percents.Select(percent => (double)histogram.PercentileNs(percent))));
    }

    [Test]
    public void ManyIntervalsAreAddedUpAndNoneIsLost()
    {
        DurationCounts[] intervals = [.. Enumerable.Range(0, 300).Select(static seed => Counts(seed, 1, count: 50))];

        Assert.That(LatencySamples.OfIntervals(intervals).Count, Is.LessThanOrEqualTo(32).And.GreaterThan(15));
        Assert.That(LatencyComparison.Of(LatencySamples.OfIntervals(intervals), LatencySamples.OfIntervals([.. intervals[..60]]))[1].BeforeNs,
            Is.EqualTo(LatencyComparison.Of(LatencySamples.OfRuns([intervals.Aggregate(DurationCounts.Sum)]), Runs(1, 1))[1].BeforeNs));
    }

    private static LatencySamples Runs(int seed, double factor, int count = 20_000) =>
        LatencySamples.OfRuns([.. Enumerable.Range(0, RunCount).Select(run => Counts((seed * 1000) + run, factor, count))]);

    private static LatencySamples Intervals(int seed, double factor) =>
        LatencySamples.OfIntervals([.. Enumerable.Range(0, 100).Select(interval => Counts((seed * 1000) + interval, factor, count: 1000))]);

    private static DurationCounts Counts(int seed, double factor, int count = 20_000) => DurationCounts.Of(Histogram(seed, factor, count));

    // Runs differ by a hundredth as a whole, as on a machine, and durations within a run by far more.
    private static DurationHistogram Histogram(int seed, double factor, int count = 20_000)
    {
        Random random = new(seed);
        DurationHistogram histogram = new(StageHistograms.HighestNs);
        double run = factor * (0.995 + (0.01 * random.NextDouble()));
        for (int i = 0; i < count; i++) histogram.Record((long)(run * (500 - (200 * Math.Log(1 - random.NextDouble())))));
        return histogram;
    }
}
