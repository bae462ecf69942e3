using System.Text;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Intervals;
using FeedHandler.Latency.Stages;
using FeedHandler.Tests.Support;

namespace FeedHandler.Latency.Tests.Export;

public sealed class IntervalLogTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly List<MemoryStream> _files = [];

    [Test]
    public void EachIntervalHasALineOfEachStageThatRecorded()
    {
        StageHistograms feed = new("feed");
        using IntervalLog log = Open([feed], strategyCount: 1, new IntervalLogLimits());
        feed.Record(Stage.Decode, 100);
        feed.Record(Stage.Book, 200);
        log.Write(Start.AddSeconds(1));
        log.Write(Start.AddSeconds(2));
        feed.Record(Stage.Decode, 300);
        log.Write(Start.AddSeconds(2.5));

        Assert.That(Read(0), Is.EqualTo((string[])["decode 0 1 100", "book 0 1 200", "decode 2 2.5 300"]));
        Assert.That(log.IntervalCount, Is.EqualTo(3));
    }

    [Test]
    public void SeveralStrategiesHaveLinesOfTheirOwn()
    {
        StageHistograms[] writers = [new("feed"), new("s-1"), new("s-2")];
        using IntervalLog log = Open(writers, strategyCount: 2, new IntervalLogLimits());
        writers[0].Record(Stage.Decode, 1);
        writers[1].Record(Stage.Consume, 2);
        writers[2].Record(Stage.Consume, 3);
        log.Write(Start.AddSeconds(1));

        Assert.That(Read(0), Is.EqualTo((string[])["decode 0 1 1", "consume 0 1 2,3", "consume.s-1 0 1 2", "consume.s-2 0 1 3"]));
    }

    [Test]
    public void ByTimeOrSizeItGoesOnInAFileThatIsWholeByItself([Values] bool byTime)
    {
        StageHistograms feed = new("feed");
        IntervalLogLimits limits = byTime ? new IntervalLogLimits(DurationMax: TimeSpan.FromSeconds(2)) : new IntervalLogLimits(ByteCountMax: 400);
        using IntervalLog log = Open([feed], strategyCount: 1, limits);
        for (int i = 1; i <= 6; i++)
        {
            feed.Record(Stage.Decode, i);
            log.Write(Start.AddSeconds(i));
        }

        Assert.That(log.FileCount, Is.EqualTo(_files.Count).And.GreaterThan(1));
        Assert.That(_files.Select(static file => Encoding.UTF8.GetString(file.ToArray())), Is.All.StartsWith("#[Histogram log format version 1.3]\n#[StartTime: "));
        Assert.That(Enumerable.Range(0, _files.Count).SelectMany(Read), Is.EqualTo(Enumerable.Range(1, 6).Select(static i => $"decode {i - 1} {i} {i}")));
        if (byTime) Assert.That(Enumerable.Range(0, _files.Count).Select(file => Read(file).Length), Is.EqualTo((int[])[2, 2, 2]));
    }

    [Test]
    public void AFurtherIntervalAllocatesNothing()
    {
        StageHistograms[] writers = [new("feed"), new("s-1"), new("s-2")];
        using IntervalLog log = new(new StageIntervals(writers), 2, Start, static _ => Stream.Null, new IntervalLogLimits());
        log.Begin();
        DateTimeOffset now = Start;

        Assert.That(AllocationMeter.BytesOf(() =>
        {
            foreach (StageHistograms writer in writers)
            {
                for (int i = 0; i < 1000; i++) writer.Record(Stage.Consume, i * 997);
            }

            log.Write(now = now.AddSeconds(1));
        }), Is.Zero);
    }

    [SetUp]
    public void Forget() => _files.Clear();

    private IntervalLog Open(StageHistograms[] writers, int strategyCount, IntervalLogLimits limits)
    {
        IntervalLog log = new(new StageIntervals(writers), strategyCount, Start, NewFile, limits);
        log.Begin();
        return log;
    }

    private MemoryStream NewFile(DateTimeOffset start)
    {
        _files.Add(new MemoryStream());
        return _files[^1];
    }

    private string[] Read(int file)
    {
        using HlogReader log = new(new MemoryStream(_files[file].ToArray()), "log");
        List<string> lines = [];
        while (log.Read())
        {
            DurationHistogram interval = new(StageHistograms.HighestNs);
            log.AddTo(interval);
            lines.Add(FormattableString.Invariant(
                $"{log.Tag} {(log.From - Start).TotalSeconds} {(log.To - Start).TotalSeconds} {string.Join(',', interval.Counts().Select(static slot => slot.LowestNs))}"));
        }

        return [.. lines];
    }
}
