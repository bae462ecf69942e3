using FeedHandler.Latency.Stages;

namespace FeedHandler.Latency.Tests.Stages;

public sealed class LatencyReportTests
{
    [Test]
    public void ThreadsAreMergedByStageAndByConsumer()
    {
        LatencyReport report = LatencyReport.Merge(
        [
            Recorded("strategy-1", Stage.Consume, 10, 20),
            Recorded("strategy-2", Stage.Consume, 30),
            Recorded("strategy-1", Stage.Consume, 40),
        ]);

        Assert.That(
            report.Consumers.Select(static row => (row.Consumer, row.Count, row.MaxNs)),
            Is.EqualTo([("strategy-1", 3L, 40L), ("strategy-2", 1L, 30L)]));
        Assert.That(
            report.Stages.Select(static row => (row.Consumer, row.Count, row.MinNs)), Is.EqualTo([(LatencyReport.AllConsumers, 4L, 10L)]));
    }

    [Test]
    public void AStageIsFoundByItsName()
    {
        LatencyReport report = LatencyReport.Merge([Recorded("a", Stage.EndToEnd, [.. Enumerable.Range(1, 1000).Select(static i => (long)i)])]);

        Assert.That((report["endToEnd"].P50, report["endToEnd"].P99, report["endToEnd"].P999), Is.EqualTo((500L, 990L, 999L)));
        Assert.That(report["book"].Count, Is.Zero, "nothing was recorded of it, as without stamps");
        Assert.That(() => report["endtoend"], Throws.ArgumentException.With.Message.Contains("give receive, arbitrate, decode"));
    }

    [Test]
    public void RowsFollowTheWayOfAnEvent()
    {
        Stage[] backwards = [Stage.EndToEnd, Stage.Strategy, Stage.Book, Stage.Receive];
        LatencyReport report = LatencyReport.Merge([.. backwards.Select(static stage => Recorded("s", stage, 1))]);

        Assert.That(
            report.Stages.Select(static row => row.Stage), Is.EqualTo([Stage.Receive, Stage.Book, Stage.Strategy, Stage.EndToEnd]));
    }

    [Test]
    public void FiguresAreThoseOfTheDurations()
    {
        long[] durationsNs = [.. Enumerable.Range(1, 1000).Select(static i => (long)i)];
        LatencyRow row = LatencyReport.Merge([Recorded("f", Stage.Decode, durationsNs)]).Stages[0];

        Assert.That(row.Count, Is.EqualTo(1000));
        Assert.That(row.MinNs, Is.EqualTo(1));
        Assert.That(row.MeanNs, Is.EqualTo(500.5).Within(0.001));
        Assert.That(
            new double[] { 50, 90, 99, 99.9, 99.99 }.Select(row.PercentileNs), Is.EqualTo([500L, 900L, 990L, 999L, 1000L]));
        Assert.That(row.MaxNs, Is.EqualTo(1000));
    }

    [Test]
    public void WhatDidNotFitIsSummedToo()
    {
        LatencyRow row = LatencyReport.Merge([Recorded("a", Stage.Book, -5, long.MaxValue), Recorded("b", Stage.Book, -5)]).Stages.Single();

        Assert.That((row.Count, row.NegativeCount, row.OverRangeCount), Is.EqualTo((3L, 2L, 1L)));
    }

    [Test]
    public void NothingRecordedMakesNoRow()
    {
        LatencyReport report = LatencyReport.Merge([new StageHistograms("feed")]);

        Assert.That(report.Stages, Is.Empty);
        Assert.That(report.Consumers, Is.Empty);
    }

    [Test]
    public void MergingLeavesTheWritersAlone()
    {
        StageHistograms writer = Recorded("f", Stage.Decode, 7);
        LatencyReport first = LatencyReport.Merge([writer]);
        writer.Record(Stage.Decode, 8);

        Assert.That(first.Stages[0].Count, Is.EqualTo(1));
        Assert.That(LatencyReport.Merge([writer]).Stages[0].Count, Is.EqualTo(2));
    }

    [Test]
    public void AReadingInPassingIsSafeAndTheLastOneExact()
    {
        const int recordCount = 2_000_000;
        StageHistograms writer = new("feed");
        Thread thread = new(() =>
        {
            for (int i = 0; i < recordCount; i++) writer.Record(Stage.Decode, i);
        });
        thread.Start();
        long previous = 0;
        while (thread.IsAlive)
        {
            long count = LatencyReport.Merge([writer]).Stages.Sum(static row => row.Count);
            Assert.That(count, Is.InRange(previous, recordCount));
            previous = count;
        }

        thread.Join();
        Assert.That(LatencyReport.Merge([writer]).Stages.Single().Count, Is.EqualTo(recordCount));
    }

    private static StageHistograms Recorded(string consumer, Stage stage, params long[] durationsNs)
    {
        StageHistograms histograms = new(consumer);
        foreach (long durationNs in durationsNs) histograms.Record(stage, durationNs);
        return histograms;
    }
}
