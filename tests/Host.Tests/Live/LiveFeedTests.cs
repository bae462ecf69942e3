using System.Text.Json;
using FeedHandler.Engine;
using FeedHandler.Host.Tests.Live.Support;
using FeedHandler.Host.Tests.Reports;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>Publish and run together, over virtual cables: what a replay of the capture says is what the live feed must say.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LiveFeedTests
{
    private const string Slow = "4000";
    private LiveSystem _system = null!;

    [SetUp]
    public void Connect() => _system = new LiveSystem();

    [TearDown]
    public void Disconnect() => _system?.Dispose();

    [TestCase("socket")]
    [TestCase("io_uring")]
    [TestCase("xdp")]
    [TestCase("auto")]
    public void APublishedCaptureGivesTheDigestOfItsReplay(string receiver)
    {
        using ChildCommand feed = _system.StartSpinningFeed(receiver);
        _system.Publish(LiveSystem.Capture, "--speed", Slow);
        JsonElement report = Report(feed);

        Assert.That(Text(report, "digest"), Is.EqualTo(Text(LiveSystem.Replay(LiveSystem.Capture), "digest")));
        Assert.That(Number(report, "packets", "lost"), Is.Zero);
        Assert.That(Drops(report), Is.Zero);
        AssertEveryPacketIsTimed(report);
    }

    [TestCase("socket")]
    [TestCase("io_uring")]
    [TestCase("xdp")]
    public void TheRealCaptureGivesTheDigestOfItsReplay(string receiver)
    {
        string capture = Require.Shared("captures/cme/v6.channel340.pcapng");

        JsonElement report = RunFeed(receiver, capture, "--speed", Slow);

        Assert.That(Text(report, "digest"), Is.EqualTo(Text(LiveSystem.Replay(capture), "digest")));
        Assert.That(Number(report, "packets", "total"), Is.EqualTo(10_000));
    }

    [Test]
    public void DpdkGivesTheSameDigest()
    {
        Require.Dpdk();
        string folder = Directory.CreateTempSubdirectory("live-dpdk-").FullName;
        try
        {
            string path = Path.Combine(folder, "feed.json");
            File.WriteAllText(path, $$"""
                {
                  "lines": [
                    { "line": "A", "group": "239.83.40.1:14340", "interface": "ra" },
                    { "line": "B", "group": "239.83.40.2:15340", "interface": "rb" }
                  ],
                  "receiver": {
                    "kind": "dpdk",
                    "dpdkArguments": [
                      "--no-huge", "-m", "256", "--no-pci", "--file-prefix", "{{LiveSetup.NewDpdkPrefix()}}",
                      "--vdev=net_af_packet0,iface=ra", "--vdev=net_af_packet1,iface=rb"
                    ]
                  },
                  "arbitration": { "gapTimeUs": 200000 },
                  "warmUp": { "passes": 1 }
                }
                """);
            using ChildCommand feed = ChildCommand.Start(
                _system.Receiver, "run", path, "--until-idle-ms", $"{LiveSystem.IdleMs}", "--for", $"{LiveSystem.SecondsMax}", "--json");
            feed.WaitForError("groups joined");
            _system.Publish(LiveSystem.Capture, "--speed", Slow);

            Assert.That(Text(Report(feed), "digest"), Is.EqualTo(Text(LiveSystem.Replay(LiveSystem.Capture), "digest")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void ALineThatIsDeadCostsNothing()
    {
        JsonElement report = RunFeed("socket", LiveSystem.Capture, "--speed", Slow, "--drop-line", "A");

        Assert.That(Text(report, "digest"), Is.EqualTo(Text(LiveSystem.Replay(LiveSystem.Capture), "digest")));
        Assert.That(report.GetProperty("warnings").ToString(), Does.Not.Contain("lost"));
    }

    [Test]
    public void ALineThatGoesAndComesBackCostsNothing()
    {
        using ChildCommand feed = _system.StartFeed("socket");
        using ChildCommand publisher = ChildCommand.Start(
            _system.Sender, "publish", LiveSystem.Capture, "--interface-a", "xa", "--interface-b", "xb", "--group-a", "239.83.40.1:14340", "--group-b",
            "239.83.40.2:15340", "--speed", "60"); // so that the line goes and comes while there are packets on a busy machine, too
        _system.WaitForSent(400);
        _system.Receiver.Ip("link set ra down");
        _system.WaitForSent(300);
        _system.Receiver.Ip("link set ra up");
        publisher.WaitForExit();

        JsonElement report = Report(feed);
        Assert.That(Text(report, "digest"), Is.EqualTo(Text(LiveSystem.Replay(LiveSystem.Capture), "digest")));
        Assert.That(Number(report, "packets", "lost"), Is.Zero);
        Assert.That(Number(report, "packets", "lineA"), Is.InRange(1, 913), "something of line A came, and something did not");
    }

    [Test]
    public void WhatOneLineLosesTheOtherHas()
    {
        JsonElement report = RunFeed("socket", LiveSystem.Capture, "--speed", Slow, "--drop", "0.01", "--fault-line", "A");

        Assert.That(Number(report, "packets", "lost"), Is.Zero);
        Assert.That(Number(report, "packets", "lineA"), Is.LessThan(653));
        Assert.That(Text(report, "digest"), Is.EqualTo(Text(LiveSystem.Replay(LiveSystem.Capture), "digest")));
    }

    [Test]
    public void WhatBothLinesLoseIsReportedExactly()
    {
        using ChildCommand feed = _system.StartFeed("socket");
        JsonElement published = _system.Publish(LiveSystem.Capture, "--speed", Slow, "--drop", "0.2", "--seed", "3");

        JsonElement packets = Report(feed).GetProperty("packets");
        long wins = packets.GetProperty("winsA").GetInt64() + packets.GetProperty("winsB").GetInt64();
        Assert.That(packets.GetProperty("lost").GetInt64(), Is.InRange(10, 100));
        Assert.That(wins + packets.GetProperty("lost").GetInt64(), Is.InRange(645, 653), "the sequence ends with the last packet that came");
        Assert.That(packets.GetProperty("total").GetInt64(), Is.EqualTo(published.GetProperty("sentCount").GetInt64()));
    }

    [Test]
    public void ABurstIsReceivedOrCountedAsDropped()
    {
        using ChildCommand feed = _system.StartFeed("socket");
        JsonElement published = _system.Publish(LiveSystem.Capture, "--speed", "100000", "--loop", "20");

        JsonElement report = Report(feed);
        Assert.That(Number(report, "packets", "total") + Drops(report), Is.EqualTo(published.GetProperty("sentCount").GetInt64()));
    }

    [Test]
    public void WhatIsRecordedReplaysToTheSameDigest()
    {
        string folder = Directory.CreateTempSubdirectory("live-record-").FullName;
        try
        {
            string path = Path.Combine(folder, "recorded.pcapng");
            using ChildCommand feed = _system.StartFeed("socket", "--record", path);
            _system.Publish(LiveSystem.Capture, "--speed", Slow);

            Assert.That(Text(Report(feed), "digest"), Is.EqualTo(Text(LiveSystem.Replay(path), "digest")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void SomebodyElsesPublisherGivesTheSameDigest()
    {
        Require.Tool("tcpreplay");
        using ChildCommand feed = ChildCommand.Start(
            _system.Receiver, "run", "--lines", "239.200.0.1:14001=A,239.200.0.2:15001=B", "--interface", "ra", "--receiver", "socket", "--warm-up", "1",
            "--until-idle-ms", $"{LiveSystem.IdleMs}", "--for", $"{LiveSystem.SecondsMax}", "--json");
        feed.WaitForError("groups joined");
        _system.Sender.Execute("tcpreplay", "-i", "xa", "--pps", "3000", LiveSystem.Capture);

        Assert.That(Text(Report(feed), "digest"), Is.EqualTo(Text(LiveSystem.Replay(LiveSystem.Capture), "digest")));
    }

    [TestCase("INT")]
    [TestCase("TERM")]
    public void ASignalEndsItWithTheReport(string signal)
    {
        // What a shell starts in the background, these tests perhaps too, ignores INT.
        using ChildCommand feed = ChildCommand.StartThrough(
            _system.Receiver, ["env", "--default-signal=" + signal], "run", "--lines", LiveSystem.Lines, "--interface", "ra", "--interface-b", "rb",
            "--receiver", "socket", "--warm-up", "0", "--for", $"{LiveSystem.SecondsMax}");
        feed.WaitForError("groups joined");
        _system.Publish(LiveSystem.Capture, "--speed", Slow);
        feed.AskUntil("ahead by p50"); // the first answer may come before anything was received
        feed.Signal(signal);

        Assert.That(feed.WaitForExit(), Is.Zero, feed.Error);
        Assert.That(feed.Out, Does.Contain("receiver Socket").And.Contain(Text(LiveSystem.Replay(LiveSystem.Capture), "digest")));
    }

    private JsonElement RunFeed(string receiver, string capture, params string[] args)
    {
        using ChildCommand feed = _system.StartFeed(receiver);
        _system.Publish(capture, args);
        return Report(feed);
    }

    private static JsonElement Report(ChildCommand feed)
    {
        Assert.That(feed.WaitForExit(), Is.Zero, feed.Error);
        JsonElement report = JsonDocument.Parse(feed.Out).RootElement;
        new JsonContract().With("docs/run-json.md", "", "receiver").Holds(report.GetProperty("receiver"));
        new JsonContract().With("docs/run-json.md", "", "feedThread").Holds(report.GetProperty("feedThread"));
        return report;
    }

    // AF_XDP gives no receive time but ours.
    private static void AssertEveryPacketIsTimed(JsonElement report)
    {
        JsonElement[] groups = [.. report.GetProperty("receiver").GetProperty("wire").GetProperty("groups").EnumerateArray()];
        bool isStamped = Text(report.GetProperty("receiver"), "kind") != "Xdp";

        Assert.That(groups.Select(static group => Text(group, "stamps")), Is.All.EqualTo(isStamped ? "kernel" : "none"));
        Assert.That(groups.Sum(static group => Number(group, "exchangeToReceiveNs", "count")), Is.EqualTo(Number(report, "packets", "total")));
        if (isStamped) Assert.That(groups.Sum(static group => Number(group, "receiveToUserNs", "count")), Is.EqualTo(Number(report, "packets", "total")));
        else Assert.That(groups.Select(static group => group.TryGetProperty("receiveToUserNs", out _)), Is.All.False);
        Assert.That(report.GetProperty("channels")[0].GetProperty("packetLatency").GetArrayLength(), Is.Positive);
    }

    private static string Text(JsonElement report, string name) => report.GetProperty(name).GetString()!;

    private static long Number(JsonElement report, string section, string name) => report.GetProperty(section).GetProperty(name).GetInt64();

    private static long Drops(JsonElement report) =>
        report.GetProperty("receiver").GetProperty("groups").EnumerateArray().Sum(static group => group.GetProperty("kernelDrops").GetInt64());
}
