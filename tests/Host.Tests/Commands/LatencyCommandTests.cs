using System.IO.Compression;
using System.Text;
using System.Text.Json;
using FeedHandler.Host.Dashboard;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Latency.Comparison;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Stages;
using FeedHandler.Observing;

namespace FeedHandler.Host.Tests.Commands;

public sealed class LatencyCommandTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private SmallCapture _folder = null!;

    [SetUp]
    public void Make() => _folder = new SmallCapture();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void AReportHasEachTagOverAllLogs()
    {
        Write("one.hlog", ("decode", 0, [100, 200]), ("decode", 1, [300]), ("book", 1, [5]));
        Write("two.hlog", ("decode", 2, [1000]));
        CommandRun run = Run("latency", "report", ".", "--json");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        JsonElement decode = run.Json.GetProperty("tags")[0];
        Assert.That(decode.GetProperty("tag").GetString(), Is.EqualTo("decode"));
        Assert.That(decode.GetProperty("latencyNs").GetProperty("count").GetInt64(), Is.EqualTo(4));
        Assert.That(decode.GetProperty("latencyNs").GetProperty("mean").GetDouble(), Is.EqualTo(400));
        Assert.That(decode.GetProperty("latencyNs").GetProperty("deviation").GetDouble(), Is.EqualTo(353.6));
        Assert.That(decode.GetProperty("latencyNs").GetProperty("max").GetInt64(), Is.EqualTo(1000));
        Assert.That(run.Json.GetProperty("tags").GetArrayLength(), Is.EqualTo(2));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void APackedLogIsReadAsTheFileAndOneThatIsCutOffIsTold(bool isCut)
    {
        Write("one.hlog", ("decode", 0, [100, 200]), ("decode", 1, [300]));
        byte[] log = File.ReadAllBytes(Path.Combine(_folder.Folder, "one.hlog"));
        string expected = Run("latency", "report", "one.hlog", "--json").Json.GetProperty("tags").GetRawText();
        using MemoryStream packed = new();
        using (GZipStream pack = new(packed, CompressionLevel.Optimal, leaveOpen: true)) pack.Write(log);
        Directory.CreateDirectory(Path.Combine(_folder.Folder, "packed"));
        _folder.WriteBytes("packed/one.hlog.gz", isCut ? packed.ToArray()[..^12] : packed.ToArray());
        CommandRun run = Run("latency", "report", "packed", "--json");

        if (isCut) Assert.That(run.Error, Does.Contain("one.hlog.gz, line").And.Contain("cannot be read").And.Contain("cut off"));
        else Assert.That(run.Json.GetProperty("tags").GetRawText(), Is.EqualTo(expected));
    }

    [TestCase("03:04:06", "03:04:07", 1)]
    [TestCase("03:04:06", null, 2)]
    [TestCase(null, "2026-01-02 03:04:06", 2)]
    [TestCase("2026-01-03 00:00:00", null, 0)]
    public void APartByTimeIsReportedAlone(string? from, string? to, int count)
    {
        Write("one.hlog", ("decode", 0, [1, 2]), ("decode", 1, [3]), ("decode", 2, [4]));
        string[] range = [.. from is null ? [] : (string[])["--from", from], .. to is null ? [] : (string[])["--to", to]];
        JsonElement tags = Run(["latency", "report", "one.hlog", "--json", .. range]).Json.GetProperty("tags");

        Assert.That(tags.EnumerateArray().Sum(static tag => tag.GetProperty("latencyNs").GetProperty("count").GetInt64()), Is.EqualTo(count));
    }

    [Test]
    public void CsvAndDistributionsAreWritten()
    {
        Write("one.hlog", ("decode", 0, [100]), ("decode", 1, [300]), ("../=evil", 1, [5]), ("", 1, [6]));
        CommandRun run = Run("latency", "report", "one.hlog", "--intervals", "--csv", "out.csv", "--hgrm", "out");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        Assert.That(File.ReadAllLines(PathOf("out.csv"))[..3], Is.EqualTo((string[])
        [
            "tag,from,to,intervals,count,mean_ns,min_ns,p50_ns,p90_ns,p99_ns,p999_ns,p9999_ns,max_ns,deviation_ns",
            "decode,2026-01-02 03:04:05.000,2026-01-02 03:04:06.000,1,1,100.0,100,100,100,100,100,100,100,0.0",
            "decode,2026-01-02 03:04:06.000,2026-01-02 03:04:07.000,1,1,300.0,300,300,300,300,300,300,300,0.0",
        ]));
        Assert.That(Directory.GetFiles(PathOf("out")).Select(Path.GetFileName), Is.EquivalentTo((string[])["decode.hgrm", "__evil.hgrm", "untagged.hgrm"]));
    }

    [Test]
    public void NothingOfALogReachesATerminalRaw()
    {
        Write("one.hlog", ("\u001b[2Jred\u202e", 0, [100]), ("\u001b[2Jred\u202e", 1, [100]), ("\u001b[2Jred\u202e", 2, [100]));
        foreach (string[] args in (string[][])[["report", "one.hlog", "--intervals"], ["compare", "one.hlog", "one.hlog"], ["report", "one.hlog", "--json"]])
        {
            CommandRun run = Run(["latency", .. args]);
            Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
            Assert.That(run.Out + run.Error, Does.Not.Contain('\u001b').And.Not.Contain('\u202e').And.Contain("red"));
        }
    }

    [Test]
    public void MergedLogsKeepTheirIntervalsAndAddUpWhatIsTheSame()
    {
        Write("one.hlog", ("decode", 0, [100]), ("book", 0, [7]), ("decode", 2, [300]));
        Write("two.hlog", ("decode", 0, [150]), ("decode", 1, [200]));
        CommandRun run = Run("latency", "merge", "one.hlog", "two.hlog", "--output", "both.hlog");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        Assert.That(run.Out, Does.Contain("both.hlog: 4 intervals, of 5 in 2 logs"));
        Assert.That(Intervals("both.hlog"), Is.EqualTo((string[])["decode 0 1 100,150", "book 0 1 7", "decode 1 2 200", "decode 2 3 300"]));
    }

    [Test]
    public void APlantedSlowdownIsOnTheDashboardWithBothCurves()
    {
        WriteRuns("before", seed: 10, factor: 1);
        WriteRuns("after", seed: 20, factor: 1.05);
        Terminal terminal = new() { Out = TextWriter.Null, Error = TextWriter.Null, OpenOut = static () => Stream.Null, Folder = _folder.Folder };
        ComparedSeries series = LogsAgainst.Compare("before", ["after"], terminal).Series.Single();

        Assert.That(series.Changes.Single(static change => change.Measure == "p50").Verdict, Is.EqualTo(ChangeVerdict.Slower));
        Assert.That(series.After.PercentileNs(50), Is.GreaterThan(series.Before.PercentileNs(50)));
        string[] runs = [.. Directory.GetFileSystemEntries(PathOf("after")).Order(StringComparer.Ordinal)];
        ComparedSeries named = LogsAgainst.Compare("before", runs, terminal).Series.Single();
        Assert.That(named.Changes, Is.EqualTo(series.Changes), "each log that is named is a run");
    }

    [Test]
    public void APlantedSlowdownIsFoundAndFailsTheCommandWhenAsked()
    {
        WriteRuns("before", seed: 10, factor: 1);
        WriteRuns("after", seed: 20, factor: 1.05);
        CommandRun run = Run("latency", "compare", "before", "after", "--fail-above", "3", "--json");

        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed), run.Error);
        JsonElement p50 = run.Json.GetProperty("changes").EnumerateArray().Single(static change => change.GetProperty("measure").GetString() == "p50");
        Assert.That(p50.GetProperty("verdict").GetString(), Is.EqualTo("slower"));
        Assert.That(p50.GetProperty("changePercent").GetDouble(), Is.EqualTo(5).Within(1.5));
        Assert.That(run.Json.GetProperty("failures")[0].GetString(), Does.StartWith("decode mean: ").And.EndsWith("% slower, more than 3 %"));
        Assert.That(Run("latency", "compare", "before", "after", "--fail-above", "20").Code, Is.EqualTo(ExitCode.Good));
        Assert.That(Run("latency", "compare", "after", "before", "--fail-above", "3").Code, Is.EqualTo(ExitCode.Good), "faster");
    }

    [Test]
    public void RunsOfTheSameAreNoChange()
    {
        WriteRuns("before", seed: 10, factor: 1);
        WriteRuns("after", seed: 30, factor: 1);
        CommandRun run = Run("latency", "compare", "before", "after", "--fail-above", "0");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Out);
        Assert.That(run.Out, Does.Contain("\n6 no change\n"));
    }

    [Test]
    public void OfTooFewRunsNothingIsSaidAndNothingPasses()
    {
        WriteRuns("runs", seed: 10, factor: 1);
        string[] a = [.. Directory.GetFiles(PathOf("runs")).Order().Take(2)];
        CommandRun run = Run("latency", "compare", string.Join(',', a), "runs", "--fail-above", "5");

        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(run.Out, Does.Contain("6 unknown").And.Contain("2 runs are few").And.Contain("nothing can be said"));
    }

    [Test]
    public void ARunOfSeveralLogsIsOneRun()
    {
        Directory.CreateDirectory(PathOf("runs/2"));
        Write("runs/1.hlog", ("decode", 0, [100]));
        Write("runs/2/a.hlog", ("decode", 0, [100]));
        Write("runs/2/b.hlog", ("decode", 1, [100]));
        JsonElement side = Run("latency", "compare", "runs", "runs", "--json").Json.GetProperty("a");

        Assert.That((side.GetProperty("runs").GetInt32(), side.GetProperty("files").GetArrayLength()), Is.EqualTo((2, 3)));
    }

    [TestCase("give report, merge or compare", "latency")]
    [TestCase("nothing to report", "latency", "report")]
    [TestCase("nosuch.hlog: there is no such file", "latency", "report", "nosuch.hlog")]
    [TestCase("bad.hlog, line 1: it is no interval of a log", "latency", "report", "bad.hlog")]
    [TestCase("bad.hlog, line 1: it is no interval of a log", "latency", "merge", "bad.hlog", "--output", "new")]
    [TestCase("bad.hlog, line 1: it is no interval of a log", "latency", "compare", "good.hlog", "bad.hlog")]
    [TestCase("nowhere to write: give --output FILE", "latency", "merge", "good.hlog")]
    [TestCase("which is read here and would be destroyed", "latency", "merge", "good.hlog", "--output", "good.hlog")]
    [TestCase("two sides are compared", "latency", "compare", "good.hlog")]
    [TestCase("no *.hlog in this folder", "latency", "compare", "empty", "good.hlog")]
    [TestCase("--fail-above -1: not a number of 0 or more", "latency", "compare", "good.hlog", "good.hlog", "--fail-above", "-1")]
    [TestCase("--from noon: not a time", "latency", "report", "good.hlog", "--from", "noon")]
    [TestCase("no tag in common", "latency", "compare", "good.hlog", "other.hlog")]
    public void WhatIsWrongIsTold(string reason, params string[] args)
    {
        Directory.CreateDirectory(PathOf("empty"));
        _folder.WriteBytes("bad.hlog", "what is this\n"u8.ToArray());
        Write("good.hlog", ("decode", 0, [100]));
        Write("other.hlog", ("book", 0, [100]));
        CommandRun run = Run(args);

        Assert.That((run.Code, run.Out, File.Exists(PathOf("new"))), Is.EqualTo((ExitCode.Usage, "", false)));
        Assert.That(run.Error, Does.Contain(reason));
    }

    [Test]
    public void ALogThatWasCutOffIsReadToItsLastLine()
    {
        Write("cut.hlog", ("decode", 0, [100]), ("decode", 1, [200]));
        byte[] whole = File.ReadAllBytes(PathOf("cut.hlog"));
        File.WriteAllBytes(PathOf("cut.hlog"), whole[..^10]);
        CommandRun run = Run("latency", "report", "cut.hlog", "--json");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good));
        Assert.That(run.Json.GetProperty("tags")[0].GetProperty("latencyNs").GetProperty("count").GetInt64(), Is.EqualTo(1));
        Assert.That(run.Json.GetProperty("warnings")[0].GetString(), Does.Contain("the last line has no end"));
    }

    private CommandRun Run(params string[] args) => CommandRun.In(_folder.Folder, args);

    private string PathOf(string name) => Path.Combine(_folder.Folder, name);

    private void WriteRuns(string folder, int seed, double factor)
    {
        Directory.CreateDirectory(PathOf(folder));
        for (int run = 0; run < 8; run++)
        {
            Random random = new((seed * 100) + run);
            double speed = factor * (0.995 + (0.01 * random.NextDouble()));
            long[] durations = [.. Enumerable.Range(0, 5000).Select(_ => (long)(speed * (500 - (200 * Math.Log(1 - random.NextDouble())))))];
            Write($"{folder}/{run}.hlog", ("decode", 0, durations));
        }
    }

    private void Write(string name, params (string Tag, int Second, long[] DurationsNs)[] intervals)
    {
        using MemoryStream log = new();
        HlogWriter writer = new(log);
        writer.WriteHeader(Start);
        foreach ((string tag, int second, long[] durations) in intervals)
        {
            DurationHistogram histogram = new(StageHistograms.HighestNs);
            foreach (long duration in durations) histogram.Record(duration);
            writer.WriteInterval(tag, histogram, Start.AddSeconds(second), Start.AddSeconds(second + 1));
        }

        _folder.WriteBytes(name, log.ToArray());
    }

    private string[] Intervals(string name)
    {
        using HlogReader log = new(File.OpenRead(PathOf(name)), name);
        List<string> lines = [];
        while (log.Read())
        {
            DurationHistogram counts = new(DurationHistogram.LimitNs);
            log.AddTo(counts);
            lines.Add(FormattableString.Invariant(
                $"{log.Tag} {(log.From - Start).TotalSeconds} {(log.To - Start).TotalSeconds} {string.Join(',', counts.Counts().Select(static slot => slot.LowestNs))}"));
        }

        return [.. lines];
    }
}
