using System.Text.Json;
using System.Xml;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Reports;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Histograms;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>A report of latency in one folder, and two of them compared. It measures, so that it runs alone.</summary>
[NonParallelizable]
public sealed class PublishReportTests
{
    private static readonly string[] Small = ["--runs", "1", "--stage-rounds", "2", "--stage-passes", "2", "--rates", "20"];
    private SmallCapture _captures = null!;

    [SetUp]
    public void Make() => _captures = new SmallCapture();

    [TearDown]
    public void Remove() => _captures.Dispose();

    [Test]
    public void OneCommandMakesAWholeReportAndReplacesOneOnlyWhenToldTo()
    {
        using NetworkNamespace network = new();
        string capture = _captures.WriteSimulated();
        string folder = Path.Combine(_captures.Folder, "report");

        JsonElement report = ChildCommand.Run(network, ["bench", "publish-report", capture, "--out", folder, "--json", .. Small]);

        new JsonContract().With("docs/json.md", "bench publish-report").Holds(report);
        string[] files = [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];
        Assert.That(files, Is.EqualTo(new[]
        {
            "README.md", "machine.json", "rates.svg", "rates/20x-A-01.hlog", "rates/20x-AB-01.hlog", "rates/20x-B-01.hlog", "report.json", "rounds.svg",
            "stages.svg", "stages/run-001.hlog",
        }));
        Assert.That(Directory.GetFileSystemEntries(_captures.Folder, ".feedhandler-*"), Is.Empty, "nothing is left beside it");
        RequirePictures(folder);
        Assert.That(File.ReadAllText(Path.Combine(folder, "README.md")), Does.Contain("| 20x | AB | strategy |"));

        File.WriteAllText(Path.Combine(folder, "mine.txt"), "kept");
        CommandRun refused = CommandRun.Of(["bench", "publish-report", capture, "--out", folder, .. Small]);
        Assert.That(refused.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(refused.Error, Does.Contain("it is there already and is not overwritten: give --force, or another folder"));
        ChildCommand.Run(network, ["bench", "publish-report", capture, "--out", folder, "--json", "--force", .. Small]);
        Assert.That(File.Exists(Path.Combine(folder, "mine.txt")), Is.False, "it took the place of the whole folder");
    }

    [Test]
    public void AFolderThatIsNoReportIsNeverReplaced()
    {
        string capture = _captures.WriteSimulated();

        CommandRun run = CommandRun.Of("bench", "publish-report", capture, "--out", _captures.Folder, "--force");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(run.Error, Does.Contain("it is there, and no report"));
        Assert.That(File.Exists(capture), Is.True);
    }

    [Test]
    public void TwoReportsOfOneBuildAreEqual()
    {
        (string a, string b) = (WriteReport("a", slow: ""), WriteReport("b", slow: ""));
        CommandRun run = CommandRun.Of("latency", "compare", a, b, "--json", "--fail-above", "2.5");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        Assert.That(run.Json.GetProperty("equal").GetBoolean(), Is.True, run.Out);
        Assert.That(run.Json.GetProperty("changes").EnumerateArray().Select(static change => change.GetProperty("tag").GetString()), Is.EqualTo(new[] { "decode", "book" }));
        new JsonContract().With("docs/json.md", "latency compare of reports").Holds(run.Json);
    }

    [TestCase("decode")]
    [TestCase("book")]
    public void AStageThatTakesFivePercentLongerIsNamed(string slow)
    {
        (string a, string b) = (WriteReport("a", slow: ""), WriteReport("b", slow));
        CommandRun run = CommandRun.Of("latency", "compare", a, b, "--fail-above", "2.5");

        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed), run.Error);
        Assert.That(run.Out.Split('\n'), Has.One.Match($"^{slow} is [45]\\.[0-9] % slower$"), run.Out);
    }

    [Test]
    public void ReportsThatWereNotMadeAlikeAreNotCompared()
    {
        string a = WriteReport("a", slow: "");
        string b = WriteReport("b", slow: "", passes: 5);
        CommandRun run = CommandRun.Of("latency", "compare", a, b);

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(run.Error, Does.Contain("they differ in stage passes"));
        Assert.That(CommandRun.Of("latency", "compare", a, Path.Combine(a, "stages")).Error, Does.Contain("is a report of bench publish-report and"));
        File.WriteAllText(Path.Combine(b, "report.json"), "{}");
        Assert.That(CommandRun.Of("latency", "compare", a, b).Error, Does.Contain("report.json: not what bench publish-report writes"));
    }

    private static void RequirePictures(string folder)
    {
        foreach (string picture in Directory.GetFiles(folder, "*.svg"))
        {
            XmlDocument svg = new();
            svg.Load(picture);
            Assert.That(svg.GetElementsByTagName("polyline").Count, Is.GreaterThan(2), picture);
            Assert.That(svg.GetElementsByTagName("script").Count + svg.GetElementsByTagName("image").Count, Is.Zero, picture);
        }
    }

    // Rounds in which the machine was busy take longer, and whole runs too.
    private string WriteReport(string name, string slow, int passes = 4)
    {
        string folder = Path.Combine(_captures.Folder, name);
        Directory.CreateDirectory(Path.Combine(folder, "stages"));
        Random random = new(name[0]);
        for (int run = 0; run < 8; run++)
        {
            using FileStream file = File.Create(Path.Combine(folder, "stages", $"run-{run}.hlog"));
            HlogWriter log = new(file);
            log.WriteHeader(DateTimeOffset.UnixEpoch);
            for (int round = 0; round < 4; round++)
            {
                foreach ((string stage, int ns) in (ReadOnlySpan<(string, int)>)[("receive", 30), ("decode", 400), ("book", 700)])
                    WriteRound(log, stage, ns * (stage == slow ? 1.05 : 1) * (1 + (random.Next(3) * 0.2)), random, round);
            }
        }

        File.WriteAllText(Path.Combine(folder, "report.json"), $$"""
            { "machine": { "cpuModel": "x", "kernel": "k", "runtime": "r" }, "captures": [ { "sha256": "00" } ], "stageRounds": 4, "stagePasses": {{passes}},
              "stageRuns": {{Directory.GetFiles(Path.Combine(folder, "stages")).Length}} }
            """);
        return folder;
    }

    private static void WriteRound(HlogWriter log, string stage, double ns, Random random, int round)
    {
        DurationHistogram histogram = new(DurationHistogram.LimitNs);
        for (int i = 0; i < 500; i++) histogram.Record((long)(ns * (1 + (random.NextDouble() / 10))) + (random.Next(20) == 0 ? 50_000 : 0));
        log.WriteInterval(stage, histogram, DateTimeOffset.UnixEpoch.AddSeconds(round), DateTimeOffset.UnixEpoch.AddSeconds(round + 1));
    }
}
