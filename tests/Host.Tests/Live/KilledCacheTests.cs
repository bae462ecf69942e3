using System.Text.Json;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Live.Support;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>A feed that is killed while it writes the cache of instruments leaves a whole one.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class KilledCacheTests
{
    private LiveSystem _system = null!;

    [SetUp]
    public void Connect() => _system = new LiveSystem();

    [TearDown]
    public void Disconnect() => _system?.Dispose();

    [TestCase(".new")]
    [TestCase("")]
    public void AKilledFeedLeavesAWholeCache(string killedAtSuffix)
    {
        using LiveChannel channel = new(200);
        string cache = Path.Combine(channel.Folder, "instruments.cache");
        using ChildCommand feed = _system.StartFeed(new LiveSetup { Receiver = "socket", IdleMs = 60_000 }, channel, "--instrument-cache", cache);
        using LineSenders senders = new(_system, channel);
        senders.Send(0, 50);
        bool isThere = SpinWait.SpinUntil(() => File.Exists(cache + killedAtSuffix) || File.Exists(cache), TimeSpan.FromSeconds(60));
        feed.Signal("KILL");
        feed.WaitForExit();

        Assert.That(isThere, Is.True, "written while the feed runs");
        bool isWritten = File.Exists(cache);
        CommandRun next = CommandRun.Of("replay", channel.Capture, "--instrument-cache", cache, "--json");
        JsonElement decoding = next.Json.GetProperty("decoding");
        Assert.That(next.Code, Is.EqualTo(ExitCode.Good), next.Error);
        Assert.That(next.Out, Does.Not.Contain("started without"));
        Assert.That(decoding.GetProperty("definitionsAssumed").GetInt64(), isWritten ? Is.GreaterThan(0) : Is.Zero);
    }
}
