using System.Text.Json;
using FeedHandler.Replay.Simulator;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>A channel that loses packets on both lines heals by its snapshots, live and in the replay of a capture alike.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HealedFeedTests
{
    private static readonly CaptureLines Lossy = new() { LostPerMilleA = 50, LostPerMilleB = 50, SnapshotMs = 20, DefinitionMs = 50, OrderSnapshotMs = 20 };
    private static readonly string[] Orders = ["--orders", "10000", "--verify"];
    private string _folder = null!;

    private string Capture => Path.Combine(_folder, "lossy.pcapng");

    [SetUp]
    public void Simulate()
    {
        _folder = Directory.CreateTempSubdirectory("healed-feed-").FullName;
        CaptureGenerator.Write(new SimulationOptions { Seed = 7 }, Capture, Lossy); // loops follow the last loss, also where a cable has no time of its own
    }

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void AReplayFindsTheSnapshotsAndEndsWithEveryBookWhole() => AssertHealed(LiveSystem.Replay(Capture, Orders));

    [TestCase("socket")]
    [TestCase("io_uring")]
    [TestCase("xdp")]
    public void ALiveFeedJoinsTheSnapshotsAndEndsWithEveryBookWhole(string receiver)
    {
        Require.Tool("tcpreplay");
        using LiveSystem system = new();
        AssertHealed(RunLive(system, receiver));
    }

    // A gap that the clock decided is noted beside the next packet, which may be one of a loop.
    [Test]
    public void TheRecordingOfAHealedFeedReplaysToItsDigest()
    {
        Require.Tool("tcpreplay");
        string recorded = Path.Combine(_folder, "recorded.pcapng");
        using LiveSystem system = new();
        JsonElement live = RunLive(system, "socket", "--record", recorded);

        Assert.That(live.GetProperty("packets").GetProperty("lost").GetInt64(), Is.Positive);
        JsonElement replayed = LiveSystem.Replay(recorded, ["--lines", Lossy.ToText(310), .. Orders]);
        Assert.That(replayed.GetProperty("digest").GetString(), Is.EqualTo(live.GetProperty("digest").GetString()));
    }

    private JsonElement RunLive(LiveSystem system, string receiver, params string[] more)
    {
        using ChildCommand feed = ChildCommand.Start(
            system.Receiver, [
                "run", "--lines", Lossy.ToText(310), "--interface", "ra", "--receiver", receiver, "--warm-up", "0", "--gap-time-us", "20000",
                "--until-idle-ms", "2000", "--for", "80", "--json", .. Orders, .. more,
            ]);
        feed.WaitForError("8 groups joined");
        system.Sender.Execute("tcpreplay", "-i", "xa", "--pps", "3000", Capture);
        Assert.That(feed.WaitForExit(), Is.Zero, feed.Error);
        return JsonDocument.Parse(feed.Out).RootElement;
    }

    private static void AssertHealed(JsonElement report)
    {
        Assert.That(report.GetProperty("packets").GetProperty("lost").GetInt64(), Is.Positive);
        Assert.That(report.GetProperty("channels")[0].GetProperty("recovery").GetProperty("restored").GetInt64(), Is.Positive);
        Assert.That(report.GetProperty("channels")[0].GetProperty("recovery").GetProperty("ordersRestored").GetInt64(), Is.Positive);
        Assert.That(report.GetProperty("instruments").EnumerateArray().Select(static one => one.GetProperty("orders").GetProperty("state").GetString()), Is.All.EqualTo("whole"));
        Assert.That(report.GetProperty("verification").GetProperty("orders").GetProperty("agreed").GetInt64(), Is.Positive);
        string[] states = [.. report.GetProperty("instruments").EnumerateArray().Select(static instrument => instrument.GetProperty("state").GetString()!)];
        Assert.That(states, Has.Length.EqualTo(12).And.All.EqualTo("whole"), report.GetProperty("channels")[0].GetProperty("recovery").ToString());
        Assert.That(report.GetProperty("strategies")[0].GetProperty("digest").GetString(), Is.EqualTo(report.GetProperty("digest").GetString()));
    }
}
