using FeedHandler.Core.Packets;
using FeedHandler.Host.Tests.Live.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>
/// Drops of this machine are evidence: books are in doubt until a number proves that nothing of the channel was among them. Of DPDK's driver of packet
/// sockets, the one that can be had everywhere, the kernel tells what its ring dropped.
/// </summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class OverflowTests
{
    // More than any receiver's buffers hold.
    private const int FloodCount = 9000;
    private const int BufferBytes = 65536;
    private LiveSystem _system = null!;

    [SetUp]
    public void Connect() => _system = new LiveSystem();

    [TearDown]
    public void Disconnect() => _system?.Dispose();

    [EachReceiver("socket")]
    public void WhereTheEndWasDroppedEveryBookIsInDoubt(string receiver)
    {
        using LiveChannel channel = new(FloodCount * 4 / 3);
        using ChildCommand feed = StartFeed(receiver, channel);
        using LineSenders senders = new(_system, channel);
        senders.Send(0, 100);
        feed.Signal("STOP");
        senders.Send(100, channel.Count);
        feed.Signal("CONT");

        LiveReport report = LiveReport.Of(feed);
        Assert.That(report.DropsOf("A") + report.DropsOf("B"), Is.GreaterThan(0));
        Assert.That(report.States, Is.EqualTo(new[] { "suspect" }));
        Assert.That(report.Doubts, Does.Contain("tail"));
        Assert.That(report["doubts"], Is.GreaterThan(0));
        Assert.That(report.Warnings, Does.Contain("were dropped before they could be received").And.Contain("may have missed updates"));
    }

    [EachReceiver("io_uring")]
    public void TheNextNumberEndsTheDoubt(string receiver)
    {
        using LiveChannel channel = new(300);
        using ChildCommand feed = StartFeed(receiver, channel);
        using LineSenders senders = new(_system, channel);
        senders.Send(0, 100);
        feed.Signal("STOP");
        for (int i = 0; i < FloodCount; i++) senders.Send(Line.A, channel[99]); // nothing new: but nobody can know what was dropped
        feed.Signal("CONT");
        SendSlowly(senders, 100, channel.Count);

        LiveReport report = LiveReport.Of(feed);
        Assert.That(report.DropsOf("A"), Is.GreaterThan(0));
        Assert.That(report["doubts"], Is.GreaterThan(0));
        Assert.That(report.States, Does.Not.Contain("suspect"));
        Assert.That(report.Doubts, Does.Not.Contain("tail"));
        if (report.DropsOf("B") == 0) report.CheckWhole(channel);
        else Assert.That(report["lost"], Is.LessThanOrEqualTo(report.DropsOf("B")), "a machine too busy to receive tells what it dropped");
    }

    [EachReceiver("xdp")]
    public void AHoleInTheNumbersIsAGapOfExactlySoMany(string receiver)
    {
        using LiveChannel channel = new(FloodCount * 4 / 3);
        using ChildCommand feed = StartFeed(receiver, channel);
        using LineSenders senders = new(_system, channel);
        senders.Send(0, 100);
        feed.Signal("STOP");
        senders.Send(100, channel.Count - 100);
        feed.Signal("CONT");
        SendSlowly(senders, channel.Count - 100, channel.Count);

        LiveReport report = LiveReport.Of(feed);
        Assert.That(report["lost"], Is.GreaterThan(0));
        Assert.That(report["delivered"] + report["lost"], Is.EqualTo(channel.Count));
        Assert.That(report["gaps"] + report["jumps"], Is.GreaterThan(0));
        Assert.That(report.Doubts, Does.Not.Contain("tail"), "the last numbers came in order");
    }

    private ChildCommand StartFeed(string receiver, LiveChannel channel) =>
        _system.StartFeed(new LiveSetup { Receiver = receiver, BufferBytes = BufferBytes }, channel);

    // Slower than buffers empty, so that the last ones find room.
    private static void SendSlowly(LineSenders senders, int first, int end)
    {
        for (int index = first; index < end; index++)
        {
            senders.Send(index, index + 1);
            Thread.Sleep(10);
        }
    }
}
