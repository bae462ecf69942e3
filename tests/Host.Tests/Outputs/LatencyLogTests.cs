using System.Globalization;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Intervals;
using FeedHandler.Latency.Stages;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Outputs;

/// <summary>The log of latencies that replay and run write beside their report.</summary>
public sealed class LatencyLogTests
{
    private SmallCapture _captures = null!;
    private string _capture = "";

    [OneTimeSetUp]
    public void Write()
    {
        _captures = new SmallCapture();
        _capture = _captures.WriteSimulated("day.pcap", eventCount: 2000);
    }

    [OneTimeTearDown]
    public void Remove() => _captures.Dispose();

    [Test]
    public void AllIntervalsAddUpToTheReport()
    {
        CommandRun replay = CommandRun.In(_captures.Folder, "replay", _capture, "--strategies", "2", "--hlog", "sum.hlog", "--hlog-interval-ms", "10", "--json");
        CommandRun report = CommandRun.In(_captures.Folder, "latency", "report", "sum.hlog", "--json");

        Assert.That((replay.Code, report.Code), Is.EqualTo((ExitCode.Good, ExitCode.Good)), replay.Error + report.Error);
        Dictionary<string, string> logged = report.Json.GetProperty("tags").EnumerateArray()
            .ToDictionary(static tag => tag.GetProperty("tag").GetString()!, static tag => Figures(tag.GetProperty("latencyNs")));
        Assert.That(logged.Keys, Does.Contain("decode").And.Contain("consume.strategy-1").And.Contain("endToEnd.strategy-2").And.Not.Contain("decode.feed"));
        Assert.That(
            logged.Where(static tag => !tag.Key.Contains('.', StringComparison.Ordinal)).ToDictionary(),
            Is.EquivalentTo(replay.Json.GetProperty("latencyNs").EnumerateObject().ToDictionary(static stage => stage.Name, static stage => Figures(stage.Value))));
    }

    [Test]
    public void FilesThatRotateHaveTheTimeOfTheirBeginInTheirNames()
    {
        CommandRun run = CommandRun.In(_captures.Folder, "replay", _capture, "--hlog", "turn.hlog", "--hlog-interval-ms", "10", "--hlog-rotate-minutes", "5");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        string name = Directory.GetFiles(_captures.Folder, "turn*").Select(static path => Path.GetFileName(path)).Single();
        Assert.That(name, Does.Match(@"^turn-\d{8}T\d{6}\.\d{3}Z\.hlog$"));
        Assert.That(CommandRun.In(_captures.Folder, "latency", "report", name).Out, Does.Contain("decode"));
    }

    [TestCase("--no-stamps leaves out", "--hlog", "x.hlog", "--no-stamps")]
    [TestCase("--repeat with --hlog", "--hlog", "x.hlog", "--repeat", "2")]
    [TestCase("--hlog-interval-ms is of a log", "--hlog-interval-ms", "100")]
    [TestCase("--hlog-rotate-mb is of a log", "--hlog-rotate-mb", "1")]
    [TestCase("--hlog day.pcap: cannot be written", "--hlog", "day.pcap")]
    [TestCase("does not exist", "--hlog", "nowhere/x.hlog")]
    [TestCase("--hlog-interval-ms 1: out of range", "--hlog", "x.hlog", "--hlog-interval-ms", "1")]
    public void WhatMakesNoSenseIsRefusedAndNoFileMade(string reason, params string[] args)
    {
        CommandRun run = CommandRun.In(_captures.Folder, ["replay", "day.pcap", .. args]);

        Assert.That((run.Code, File.Exists(Path.Combine(_captures.Folder, "x.hlog"))), Is.EqualTo((ExitCode.Usage, false)));
        Assert.That(run.Error, Does.Contain(reason));
    }

    [TestCase(1 << 12)]
    [TestCase(0)]
    public void AFullDiskCostsTheLogAndNeitherReplayNorReport(int free)
    {
        using SmallDisk disk = new(1 << 14);
        File.WriteAllBytes(disk.PathOf("filling"), new byte[(1 << 14) - free]);
        string path = disk.PathOf("full.hlog");
        CommandRun run = CommandRun.Of("replay", _captures.WriteSimulated("long.pcap", eventCount: 20_000), "--hlog", path, "--hlog-interval-ms", "10", "--json");

        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(run.Json.GetProperty("failures")[0].GetString(), Does.Contain($"--hlog {path}: writing ended early").And.Contain("No space left on device"));
        Assert.That(run.Error, Does.Contain("--hlog"), "told while it runs");
        Assert.That(run.Json.GetProperty("digest").GetString(), Has.Length.EqualTo(16));
        Assert.That(File.ReadAllText(path), Is.Empty.Or.EndsWith("\n"), "lines are whole");
    }

    [Test]
    public void AFurtherIntervalAllocatesNothing()
    {
        OutputPlan plan = new(new Terminal { Out = TextWriter.Null, Error = TextWriter.Null, OpenOut = static () => Stream.Null, Folder = _captures.Folder }, false);
        plan.AddFile("--hlog", "quiet.hlog");
        StageHistograms feed = new("feed");
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using IntervalLog log = new(new StageIntervals([feed]), 1, now, _ => plan.Open("--hlog", "quiet.hlog"), new IntervalLogLimits());
        log.Begin();

        Assert.That(AllocationMeter.BytesOf(() =>
        {
            for (int i = 0; i < 1000; i++) feed.Record(Stage.Decode, i * 997);
            log.Write(now = now.AddSeconds(1));
        }), Is.Zero);
    }

    private static string Figures(System.Text.Json.JsonElement latency) => string.Join(' ', ((string[])["count", "p50", "p99", "p9999", "max"])
        .Select(name => latency.GetProperty(name).GetInt64().ToString(CultureInfo.InvariantCulture)));
}
