using FeedHandler.Host.Tests.Live.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>Two channels in one feed: neither knows of the other.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LiveChannelsTests
{
    private LiveSystem _system = null!;

    [SetUp]
    public void Connect() => _system = new LiveSystem();

    [TearDown]
    public void Disconnect() => _system?.Dispose();

    [EachReceiver("socket")]
    public void EachHasTheDigestOfItsOwnCapture(string receiver)
    {
        using LiveChannel first = new(eventCount: 6000, seed: 3, id: 20);
        using LiveChannel second = new(eventCount: 5000, seed: 4, id: 21);
        LiveSetup setup = new() { Receiver = receiver, Channels = [20, 21], IdleMs = 3000 }; // of two publishers one may be long ready before the other begins
        using ChildCommand feed = _system.StartFeed(setup, first);
        using ChildCommand firstPublisher = _system.StartPublisher(first, 20, "--speed", "3000", "--drop", "0.02", "--fault-line", "A");
        using ChildCommand secondPublisher = _system.StartPublisher(second, 21, "--speed", "3000", "--drop", "0.02", "--fault-line", "B");
        Assert.That(firstPublisher.WaitForExit(), Is.Zero, firstPublisher.Error);
        Assert.That(secondPublisher.WaitForExit(), Is.Zero, secondPublisher.Error);

        LiveReport report = LiveReport.Of(feed);
        Assert.That(report.Channels, Is.EqualTo(new[] { (20, first.Digest, 0L, 0L), (21, second.Digest, 0L, 0L) }));
        Assert.That(report["delivered"], Is.EqualTo(first.Count + second.Count));
        Assert.That(report.AllocatedBytes, Is.LessThan(LiveReport.AllocatedBytesMax));
    }
}
