using System.Globalization;
using FeedHandler.Latency.Comparison;
using FeedHandler.Latency.Histograms;
using FeedHandler.Tests.Support;

namespace FeedHandler.Latency.Tests.Comparison;

/// <summary>
/// How often reports of one build are told apart, and how often a stage that takes 5 % longer is found, over recorded runs: quiet-runs.csv has the quiet mean of
/// each stage of 96 runs of one build, in their order, on two virtual cores with a load of 10 to 20 from other work. All draws are by seed.
/// </summary>
public sealed class QuietComparisonTests
{
    private const int RunCount = 8;
    private const int TrialCount = 1000;
    private const double SharePercentMax = 5;
    private static readonly double[][] Recorded = Read();

    [Test]
    public void ReportsOfOneBuildAreSeldomToldApart()
    {
        Random random = new(7);
        (int told, int unknown) = (0, 0);
        for (int trial = 0; trial < TrialCount; trial++)
        {
            (int[] a, int[] b) = Choose(random);
            ChangeVerdict[] verdicts = [.. Enumerable.Range(0, 4).Select(stage => QuietComparison.Of(Take(stage, a), Take(stage, b)).Verdict)];
            if (verdicts.Any(static verdict => verdict is ChangeVerdict.Slower or ChangeVerdict.Faster)) told++;
            else if (verdicts.Contains(ChangeVerdict.Unknown)) unknown++;
        }

        TestContext.Out.WriteLine($"of {TrialCount} comparisons {told} told a change and {unknown} could not be judged");
        Assert.That(told * 100.0 / TrialCount, Is.LessThanOrEqualTo(SharePercentMax), "of comparisons, with any of four stages told");
        Assert.That(unknown * 100.0 / TrialCount, Is.LessThanOrEqualTo(SharePercentMax));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void AStageThatTakesFivePercentLongerIsFoundAndNamed(int slow)
    {
        Random random = new(8);
        int found = 0;
        for (int trial = 0; trial < TrialCount; trial++)
        {
            (int[] a, int[] b) = Choose(random);
            if (QuietComparison.Of(Take(slow, a), [.. Take(slow, b).Select(static ns => ns * 1.05)]).Verdict == ChangeVerdict.Slower) found++;
        }

        TestContext.Out.WriteLine($"found in {found} of {TrialCount}");
        Assert.That(found * 100.0 / TrialCount, Is.GreaterThanOrEqualTo(100 - SharePercentMax));
    }

    [TestCase("10 10 10 30 30 30", "10.5 10.5 10.5 11 11 11", ChangeVerdict.Slower)]
    [TestCase("10.5 10.5 10.5 11 11 11", "10 10 10 30 30 30", ChangeVerdict.Faster)]
    [TestCase("10 10.1 10.2 30 30 30", "10.1 10.1 10.2 11 90 90", ChangeVerdict.NoChange)]
    [TestCase("10 10 10 10 10 10", "10 10.5 12 12 12 12", ChangeVerdict.Unknown)] // three that do not agree
    [TestCase("10 10 10 10 10", "20 20 20 20 20 20", ChangeVerdict.Unknown)] // too few
    public void TheQuietestThreeRunsAreWhatAReportSays(string before, string after, ChangeVerdict verdict) =>
        Assert.That(QuietComparison.Of(Numbers(before), Numbers(after)).Verdict, Is.EqualTo(verdict));

    [Test]
    public void AQuietMeanIsThatOfTheFasterHalf()
    {
        DurationHistogram histogram = new(DurationHistogram.LimitNs);
        histogram.Record(100, 2);
        histogram.Record(200, 4);
        histogram.Record(900_000, 4);

        Assert.That(QuietMean.Of(histogram), Is.EqualTo(((2 * 100) + (3 * 200)) / 5.0));
        Assert.That(QuietMean.Of(new DurationHistogram(DurationHistogram.LimitNs)), Is.Zero);
    }

    // Two reports one after the other, or runs of both mixed; where in the record they begin is drawn.
    private static (int[] A, int[] B) Choose(Random random)
    {
        int first = random.Next(Recorded.Length - (2 * RunCount) + 1);
        int[] runs = [.. Enumerable.Range(first, 2 * RunCount)];
        if (random.Next(2) == 1) random.Shuffle(runs);
        return (runs[..RunCount], runs[RunCount..]);
    }

    private static double[] Take(int stage, int[] runs) => [.. runs.Select(run => Recorded[run][stage])];

    private static double[] Numbers(string text) => [.. text.Split(' ').Select(static number => double.Parse(number, CultureInfo.InvariantCulture))];

    private static double[][] Read() =>
    [
        .. File.ReadLines(Repository.PathOf("tests/Latency.Tests/Comparison/quiet-runs.csv")).Skip(1)
            .Select(static line => line.Split(',').Select(static cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray()),
    ];
}
