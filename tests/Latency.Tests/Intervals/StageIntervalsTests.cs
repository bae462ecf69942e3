using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Intervals;
using FeedHandler.Latency.Stages;
using FeedHandler.Tests.Support;

namespace FeedHandler.Latency.Tests.Intervals;

public sealed class StageIntervalsTests
{
    [Test]
    public void AnIntervalHasWhatWasRecordedSinceTheLastOne()
    {
        StageHistograms feed = new("feed");
        StageIntervals intervals = new([feed]);
        feed.Record(Stage.Decode, 100);
        intervals.Take();
        feed.Record(Stage.Decode, 700);
        feed.Record(Stage.Decode, 700);
        intervals.Take();

        Assert.That(intervals.Read(Stage.Decode).Counts(), Is.EqualTo((IEnumerable<(long, long, long)>)[(700, 700, 2)]));
        intervals.Take();
        Assert.That(intervals.Read(Stage.Decode).TotalCount, Is.Zero);
    }

    [Test]
    public void ConsumersAreToldApartAndThreadsOfOneNameAreOne()
    {
        StageHistograms[] writers = [new("feed"), new("s-1"), new("s-2"), new("s-1")];
        for (int i = 0; i < writers.Length; i++) writers[i].Record(Stage.Consume, 10 + i);
        StageIntervals intervals = new(writers);
        intervals.Take();

        Assert.That(intervals.Consumers, Is.EqualTo((string[])["feed", "s-1", "s-2"]));
        Assert.That(Enumerable.Range(0, 3).Select(consumer => intervals.Read(Stage.Consume, consumer).TotalCount), Is.EqualTo((long[])[1, 2, 1]));
        Assert.That(intervals.Read(Stage.Consume).TotalCount, Is.EqualTo(4));
    }

    [Test]
    public void WhatDoesNotFitIsCountedInItsInterval()
    {
        StageHistograms feed = new("feed");
        StageIntervals intervals = new([feed]);
        feed.Record(Stage.Book, -1);
        intervals.Take();
        feed.Record(Stage.Book, StageHistograms.HighestNs + 1);
        intervals.Take();

        Assert.That((intervals.Read(Stage.Book).NegativeCount, intervals.Read(Stage.Book).OverRangeCount), Is.EqualTo((0L, 1L)));
    }

    [Test]
    public void AllIntervalsAddUpToWhatWasRecordedWhileThreadsRun()
    {
        StageHistograms[] writers = [new("feed"), new("strategy-1")];
        StageIntervals intervals = new(writers);
        DurationHistogram sum = new(StageHistograms.HighestNs);
        Thread[] threads = [.. writers.Select(static (writer, seed) => new Thread(() => RecordMany(writer, seed)))];
        foreach (Thread thread in threads) thread.Start();
        while (threads.Any(static thread => thread.IsAlive)) AddNext(intervals, sum);
        foreach (Thread thread in threads) thread.Join();
        AddNext(intervals, sum);

        Assert.That(sum.Counts(), Is.EqualTo(LatencyReport.Merge(writers)["endToEnd"].Histogram.Counts()));
        Assert.That(sum.NegativeCount, Is.EqualTo(LatencyReport.Merge(writers)["endToEnd"].NegativeCount).And.GreaterThan(0));
    }

    [Test]
    public void ALookAllocatesNothing()
    {
        StageHistograms feed = new("feed");
        StageIntervals intervals = new([feed, new StageHistograms("strategy-1")]);

        Assert.That(AllocationMeter.BytesOf(() =>
        {
            for (int i = 0; i < 1000; i++) feed.Record(Stage.Arbitrate, i * 31);
            intervals.Take();
        }), Is.Zero);
    }

    private static void RecordMany(StageHistograms writer, int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < 1_000_000; i++) writer.Record(Stage.EndToEnd, random.Next(-5, 1 << random.Next(1, 30)));
    }

    private static void AddNext(StageIntervals intervals, DurationHistogram sum)
    {
        intervals.Take();
        sum.Add(intervals.Read(Stage.EndToEnd));
    }
}
