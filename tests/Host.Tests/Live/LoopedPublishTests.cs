using System.Text.Json;

namespace FeedHandler.Host.Tests.Live;

/// <summary>What `publish --loop` sends again is a further session to a live feed, and no copies of what has come.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LoopedPublishTests
{
    private LiveSystem _system = null!;

    [SetUp]
    public void Connect() => _system = new LiveSystem();

    [TearDown]
    public void Disconnect() => _system?.Dispose();

    [Test]
    public void EveryLoopIsDeliveredAfterARestart()
    {
        JsonElement once = LiveSystem.Replay(LiveSystem.Capture).GetProperty("packets");
        using ChildCommand feed = _system.StartFeed("socket");
        _system.Publish(LiveSystem.Capture, "--speed", "4000", "--loop", "3");
        Assert.That(feed.WaitForExit(), Is.Zero, feed.Error);
        JsonElement packets = JsonDocument.Parse(feed.Out).RootElement.GetProperty("packets");

        Assert.That(Number(packets, "restarts"), Is.EqualTo((3 * (Number(once, "restarts") + 1)) - 1));
        Assert.That(Number(packets, "delivered"), Is.EqualTo(3 * Number(once, "delivered")));
        Assert.That((Number(packets, "lost"), Number(packets, "foreign")), Is.EqualTo((3 * Number(once, "lost"), 3 * Number(once, "foreign"))));
    }

    private static long Number(JsonElement packets, string name) => packets.GetProperty(name).GetInt64();
}
