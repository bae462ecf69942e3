using FeedHandler.Latency.Stages;
using FeedHandler.Tests.Support;

namespace FeedHandler.Latency.Tests.Stages;

public sealed class StageHistogramsTests
{
    private static readonly long[] Durations = [0, 1, 850, 12_345, StageHistograms.HighestNs, StageHistograms.HighestNs + 1, -1];

    [Test]
    public void StagesAreCountedApart()
    {
        StageHistograms histograms = new("feed");
        histograms.Record(Stage.Decode, 100);
        histograms.Record(Stage.Decode, 200);
        histograms.Record(Stage.EndToEnd, 900);
        LatencyReport report = LatencyReport.Merge([histograms]);

        Assert.That(report.Stages.Select(static row => (row.Stage, row.Count)), Is.EqualTo([(Stage.Decode, 2L), (Stage.EndToEnd, 1L)]));
    }

    [TestCase(-1)]
    [TestCase(long.MinValue)]
    public void ANegativeDurationCountsAsZeroAndIsCountedApart(long durationNs)
    {
        StageHistograms histograms = new("feed");
        histograms.Record(Stage.Book, durationNs);
        LatencyRow row = LatencyReport.Merge([histograms]).Stages.Single();

        Assert.That((row.Count, row.MaxNs, row.NegativeCount, row.OverRangeCount), Is.EqualTo((1L, 0L, 1L, 0L)));
    }

    [TestCase(StageHistograms.HighestNs + 1)]
    [TestCase(long.MaxValue)]
    public void ADurationOutOfRangeCountsAsTheLongestAndIsCountedApart(long durationNs)
    {
        StageHistograms histograms = new("feed");
        histograms.Record(Stage.Book, durationNs);
        LatencyRow row = LatencyReport.Merge([histograms]).Stages.Single();

        Assert.That((row.Count, row.NegativeCount, row.OverRangeCount), Is.EqualTo((1L, 0L, 1L)));
        Assert.That(row.MaxNs, Is.EqualTo((double)StageHistograms.HighestNs).Within(0.1).Percent);
    }

    [Test]
    public void BothEndsOfTheRangeFit()
    {
        StageHistograms histograms = new("feed");
        histograms.Record(Stage.Book, 0);
        histograms.Record(Stage.Book, StageHistograms.HighestNs);

        Assert.That(histograms.NegativeCount(Stage.Book) + histograms.OverRangeCount(Stage.Book), Is.Zero);
    }

    [Test]
    public void RecordingAllocatesNothing()
    {
        StageHistograms histograms = new("feed");

        Assert.That(AllocationMeter.BytesOf(() =>
        {
            foreach (Stage stage in StageNames.InOrder)
            {
                foreach (long durationNs in Durations) histograms.Record(stage, durationNs);
            }
        }), Is.Zero);
    }

    [Test]
    public void EveryStageHasAHistogram()
    {
        StageHistograms histograms = new("feed");
        foreach (Stage stage in Enum.GetValues<Stage>()) histograms.Record(stage, 5);

        Assert.That(LatencyReport.Merge([histograms]).Stages.Select(static row => row.Stage), Is.EqualTo(Enum.GetValues<Stage>()));
    }

    [TestCase("")]
    [TestCase("strategy 1")]
    [TestCase("a/b")]
    [TestCase("a,b")]
    public void ANameThatCannotNameAFileIsRefused(string consumer) =>
        Assert.That(() => new StageHistograms(consumer), Throws.ArgumentException);
}
