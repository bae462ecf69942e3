using System.Text.Json;
using FeedHandler.Engine;
using FeedHandler.Host.Check;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Checks;
using FeedHandler.Host.Tests.Reports;
using FeedHandler.Host.Tune.Counters;
using FeedHandler.Host.Tune.Output;
using FeedHandler.Host.Tune.Trials;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Tune;

public sealed class TuneReportTests
{
    private static readonly double[] Before = [100, 104, 97, 101, 99];

    [Test]
    public void TheJsonHasExactlyItsForm()
    {
        JsonElement json = JsonOf(Report());

        Assert.That(NamesOf(json), Is.EqualTo((string[])["analysis", "optimizations", "implementation_plan", "monitoring"]));
        Assert.That(NamesOf(json.GetProperty("analysis")), Is.EqualTo((string[])["current_throughput", "current_latency_p99", "bottleneck"]));
        Assert.That(NamesOf(json.GetProperty("monitoring")), Is.EqualTo((string[])["metrics", "alerts"]));
        foreach (JsonElement optimization in json.GetProperty("optimizations").EnumerateArray())
        {
            Assert.That(NamesOf(optimization), Is.EqualTo((string[])
                ["name", "expected_improvement", "implementation_effort", "risk", "code_changes", "benchmark_results"]));
            Assert.That(NamesOf(optimization.GetProperty("benchmark_results")), Is.EqualTo((string[])["before", "after"]));
        }

        new JsonContract().With("docs/json.md", "tune").Holds(json);
    }

    [Test]
    public void AChangeThatMayBeChanceIsNoGain()
    {
        string[] verdicts = [.. JsonOf(Report()).GetProperty("optimizations").EnumerateArray()
            .Select(static optimization => optimization.GetProperty("expected_improvement").GetProperty("verdict").GetString()!)];

        Assert.That(verdicts, Is.EqualTo((string[])["gain", "no gain", "loss", "not measured"]));
    }

    [Test]
    public void APersonReadsTheSame()
    {
        string text = TextOf(Report() with { Configuration = "feed\u001b.json" });

        Assert.That(text, Does.Match(@"batch\s+100 ns\s+80 ns\s+\+20\.0 %\s+\+\d.* gain"));
        Assert.That(text, Does.Match(@"chance\s+100 ns\s+100 ns\s.* no gain").And.Contain("xdp: no driver"));
        Assert.That(text, Does.Contain("1. in feed?.json: set receiver.batchCount to 256 (--apply writes it)").And.Not.Contain('\u001b'));
        Assert.That(text, Does.Contain("3. found, not tried here: swap (on): swapoff -a").And.Contain("feedhandler bench --x"));
    }

    [Test]
    public void WhatWasAppliedIsToldAsDone()
    {
        string text = TextOf(Report() with { Configuration = "feed.json", Applied = ["receiver.batchCount: 64 -> 256"] });

        Assert.That(text, Does.Contain("1. done in feed.json: receiver.batchCount: 64 -> 256").And.Not.Contain("--apply"));
    }

    [Test]
    public void MetricsAndAlertsAreThoseThatThereAre()
    {
        string alerts = File.ReadAllText(Repository.PathOf("docs/deploy/prometheus/alerts.yml"));
        string metrics = string.Concat(Directory.GetFiles(Repository.PathOf("Latency/Observing/Metrics")).Select(File.ReadAllText));

        Assert.That(TuneReport.AlertNames.Where(name => !alerts.Contains($"alert: {name}\n", StringComparison.Ordinal)), Is.Empty);
        Assert.That(TuneReport.Metrics.Where(name => !metrics.Contains($"\"{name}\"", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void OnlyWhatIsNotSoAlreadyIsTried()
    {
        using FakeSystem system = new();
        ConfigurationFile file = new() { Receiver = { Kind = "xdp", BatchCount = 16, Wait = "block", BusyPollUs = 20 }, Threads = { FeedCore = 2 }, Ring = { Wait = "blocking", Size = 4096 } };
        string[] names = [.. ChangeCatalog.Of(CurrentFeed.Of(file), new SystemFiles(system.Root)).Select(static change => change.Name)];

        Assert.That(names, Is.Unique);
        Assert.That(names, Has.None.EqualTo("receiver-xdp").And.None.EqualTo("batch-16").And.None.EqualTo("receive-block").And.None.EqualTo("wait-blocking")
            .And.None.EqualTo("pin").And.None.StartWith("busy-poll").And.None.EqualTo("ring-256"));
        Assert.That(names, Is.SupersetOf((string[])["receiver-socket", "receiver-io_uring", "batch-256", "receive-spin", "wait-busy", "ring-16384", "gc-server", "tiering-off", "huge-pages"]));
    }

    [Test]
    public void ThreadsArePinnedToIsolatedCoresFirst()
    {
        using FakeSystem system = new();
        TuneChange pin = ChangeCatalog.Of(CurrentFeed.Of(new ConfigurationFile()), new SystemFiles(system.Root)).Single(static change => change.Name == "pin");

        Assert.That(pin.Members, Is.EqualTo(new[] { ("threads.feedCore", "7"), ("threads.strategyCores", "[6]") }));
        system.Write("sys/devices/system/cpu/online", "0");
        Assert.That(ChangeCatalog.Of(CurrentFeed.Of(new ConfigurationFile()), new SystemFiles(system.Root)).Single(static change => change.Name == "pin").Obstacle, Is.Not.Null);
    }

    [TestCase(128, null)]
    [TestCase(0, "0 MB of huge pages are reserved and free, and 256 MB are needed: sysctl -w vm.nr_hugepages=128")]
    public void AHeapOnLargePagesNeedsThemReserved(int free, string? obstacle)
    {
        using FakeSystem system = new();
        system.Write("proc/meminfo", $"HugePages_Total: {free}\nHugePages_Free:  {free}\nHugepagesize:    2048 kB");

        Assert.That(
            ChangeCatalog.Of(CurrentFeed.Of(new ConfigurationFile()), new SystemFiles(system.Root)).Single(static change => change.Name == "heap-large-pages").Obstacle,
            Is.EqualTo(obstacle));
    }

    /// <summary>A report of one gain, one chance, one loss and one change that could not be tried.</summary>
    private static TuneReport Report()
    {
        TuneChange batch = TrialTests.Change("batch", TrialKind.Receive) with { Members = [("receiver.batchCount", "256")], Environment = [("DOTNET_gcServer", "1")] };
        Bottleneck bottleneck = new(
            "receiving", [new Counter("interrupts of CPU0", 7.5, "/s", "/proc/interrupts")], [Finding.Advice("swap", "on", "why", "swapoff -a")], ["perf: none"]);
        return new TuneReport(
            new TrialSide([1e6, 2e6, 3e6], "packets/s", "feedhandler bench"), new TrialSide(Before, "ns", "feedhandler bench receive"), bottleneck,
            [
                TrialTests.TrialOf(batch, Before, [80, 82, 79, 81, 80]),
                TrialTests.TrialOf(TrialTests.Change("chance", TrialKind.Receive), Before, Before),
                TrialTests.TrialOf(TrialTests.Change("slower"), Before, [120, 122, 119, 121, 120]),
                new Trial(TrialTests.Change("xdp"), null, null, "no driver"),
            ],
            [batch]);
    }

    private static string TextOf(TuneReport report)
    {
        using StringWriter text = new();
        TuneText.Write(new TextPage(text), report);
        return text.ToString();
    }

    private static JsonElement JsonOf(TuneReport report)
    {
        using StringWriter text = new();
        TuneJson.Write(text, report);
        return JsonDocument.Parse(text.ToString()).RootElement;
    }

    private static string[] NamesOf(JsonElement element) => [.. element.EnumerateObject().Select(static member => member.Name)];
}
