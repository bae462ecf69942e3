using System.Text;
using System.Text.Json;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Live;
using FeedHandler.Host.Tests.Reports;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Tune;

/// <summary>What is measured beside others is measured wrong, so that this runs alone.</summary>
[NonParallelizable]
public sealed class TuneCommandTests
{
    private const string Feed = """{ /* ours */ "lines": [ { "line": "A", "group": "239.1.1.1:4000", "interface": "lo" } ], "receiver": { "kind": "socket" } }""";

    [TestCase("--apply needs the configuration", "--apply")]
    [TestCase("one configuration is tuned at a time", "feed.json", "other.json")]
    [TestCase("bad.json(1,1): not JSON", "bad.json")]
    [TestCase("nosuch.pcap", "nosuch.pcap")]
    [TestCase("huge.pcap: 65 MB of captures are too many", "huge.pcap")]
    [TestCase("--only faster: nothing of this name can be changed here, give none or some of receiver-", "feed.json", "--only", "faster")]
    [TestCase("--only receiver-socket: nothing of this name", "feed.json", "--only", "receiver-socket")]
    [TestCase("--seconds 0: give 0.05 to 60", "--seconds", "0")]
    [TestCase("--seconds fast: give 0.05 to 60", "--seconds", "fast")]
    [TestCase("--rounds 2: out of range", "--rounds", "2")]
    [TestCase("receiver.kind dpdk cannot be measured", "dpdk.json")]
    [TestCase("--flame feed.json: cannot be written", "--flame", "feed.json")]
    [TestCase("no such argument of feedhandler tune flame", "feed.json", "flame", "x")]
    public void WhatIsWrongIsTold(string reason, params string[] args)
    {
        using SmallCapture folder = new();
        folder.WriteBytes("feed.json", Encoding.UTF8.GetBytes(Feed));
        folder.WriteBytes("bad.json", "?"u8.ToArray());
        folder.WriteBytes("dpdk.json", Encoding.UTF8.GetBytes(Feed.Replace("socket", "dpdk", StringComparison.Ordinal)));
        using (FileStream huge = File.Create(Path.Combine(folder.Folder, "huge.pcap"))) huge.SetLength(65 << 20);
        CommandRun run = CommandRun.In(folder.Folder, ["tune", .. args]);

        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")), run.Error);
        Assert.That(run.Error, Does.Contain(reason));
        Assert.That(File.ReadAllText(Path.Combine(folder.Folder, "feed.json")), Is.EqualTo(Feed));
    }

    [Test]
    public void AConfigurationIsTunedOverACaptureToTheEnd()
    {
        Require.Tool("perf");
        Require.Patience("a feed is measured some twenty times, and sampled");
        using NetworkNamespace network = new();
        using SmallCapture folder = new();
        string configuration = folder.WriteBytes("feed.json", Encoding.UTF8.GetBytes(Feed));
        string graphs = Path.Combine(folder.Folder, "graphs");
        JsonElement report = ChildCommand.Run(
            network, "tune", configuration, Repository.PathOf("captures/cme-simulated.pcapng"), "--only", "wait-blocking", "--rounds", "3", "--seconds", "0.05",
            "--network", "namespaces", "--apply", "--flame", graphs, "--json");

        new JsonContract().With("docs/json.md", "tune").Holds(report);
        JsonElement[] tried = [.. report.GetProperty("optimizations").EnumerateArray()];
        Assert.That(tried[0].GetProperty("name").GetString(), Is.EqualTo("wait-blocking"));
        Assert.That(tried[0].GetProperty("benchmark_results").GetProperty("after").GetProperty("runs").GetInt32(), Is.EqualTo(3));
        bool isGain = tried.Length > 1 && tried[1].GetProperty("expected_improvement").GetProperty("verdict").GetString() == "gain";
        Assert.That(File.ReadAllText(configuration), isGain ? Does.Contain("\"wait\": \"blocking\"").And.Contain("/* ours */") : Is.EqualTo(Feed));
        Assert.That(File.ReadAllText(Path.Combine(graphs, "path.svg")), Does.Contain("FeedHandler.Venues.Cme.CmeDecoder"), "the names of methods");
        Assert.That(File.ReadAllText(Path.Combine(graphs, "receive.svg")), Does.Contain("FeedHandler.Receivers."));
        Assert.That(File.ReadAllText(Path.Combine(graphs, "path.speedscope.json")), Does.Contain("\"bench\""));
    }

    [Test]
    public void AStoppedRunEndsItsChildrenAndLeavesNoNamespace()
    {
        using NetworkNamespace network = new();
        using ChildCommand tune = ChildCommand.Start(
            network, "tune", Repository.PathOf("captures/cme-simulated.pcapng"), "--only", "none", "--seconds", "60", "--network", "namespaces", "--json");
        Assert.That(() => Namespaces(tune), Is.Not.Empty.After(60_000, 20), "it makes its own");
        tune.Signal("TERM");

        Assert.That(tune.WaitForExit(), Is.EqualTo(ExitCode.CheckFailed), tune.Error);
        Assert.That((tune.Out, Namespaces(tune)), Is.EqualTo(("", Array.Empty<string>())));
        Assert.That(tune.Error, Does.Contain("stopped before the end"));
    }

    private static string[] Namespaces(ChildCommand command) => Directory.Exists("/run/netns")
        ? [.. Directory.GetFiles("/run/netns").Select(static path => Path.GetFileName(path)!).Where(name => name == $"fh{command.Id}r" || name == $"fh{command.Id}s")]
        : [];
}
