using FeedHandler.Core.Packets;
using FeedHandler.Host.Tests.Live.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>One packet that somebody else sent, or that was corrupted on the way: the feed goes on as if it had not come, and counts it.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ForgedPacketTests
{
    private const long HourNs = 3_600_000_000_000;
    private LiveSystem _system = null!;

    [SetUp]
    public void Connect() => _system = new LiveSystem();

    [TearDown]
    public void Disconnect() => _system?.Dispose();

    [TestCase("socket", 5_000_000u, 0)]
    [TestCase("io_uring", 5_000_000u, HourNs)]
    [TestCase("xdp", 2_000_000_000u, 0)]
    [TestCase("dpdk", 1_000_000_000u, 1)]
    [TestCase("socket", 5u, HourNs)]
    [TestCase("io_uring", 1u, HourNs * 24 * 365)]
    [TestCase("xdp", 499u, HourNs)]
    [TestCase("dpdk", 5u, HourNs)]
    public void NothingOfTheFeedIsLost(string receiver, uint number, long laterNs)
    {
        using LiveChannel channel = new(eventCount: 3000);
        using ChildCommand feed = _system.StartFeed(new LiveSetup { Receiver = receiver }, channel);
        using LineSenders senders = new(_system, channel);
        senders.Send(0, 500);
        senders.Send(Line.A, channel.Forge(499, number, laterNs));
        senders.Send(500, channel.Count);

        LiveReport report = LiveReport.Of(feed);
        report.CheckWhole(channel);
        // One with the time of packet 499 is plainly old where line B has brought the next ones before it was read.
        long late = laterNs < HourNs ? report["late"] : 0;
        Assert.That(late, Is.InRange(0, 1));
        Assert.That((report["foreign"], report["unconfirmed"], report["late"]), Is.EqualTo((1 - late, 1 - late, late)));
        Assert.That(report["delivered"], Is.EqualTo(channel.Count));
    }

    [TestCase("socket")]
    [TestCase("xdp")]
    public void WhatTheClockDecidesAboutOneIsDecidedAgainByAReplay(string receiver)
    {
        using LiveChannel channel = new(eventCount: 3000);
        string path = Path.Combine(channel.Folder, "recorded.pcapng");
        using ChildCommand feed = _system.StartFeed(new LiveSetup { Receiver = receiver, GapTimeUs = 1000 }, channel, "--record", path);
        using LineSenders senders = new(_system, channel);
        senders.Send(0, 500);
        senders.Send(Line.A, channel.Forge(499, number: 5, laterNs: 1)); // what follows may as well follow this
        Thread.Sleep(50); // most often it comes to be judged before line B brings what follows, as it must to be judged by the clock
        senders.Send(500, channel.Count);

        LiveReport live = LiveReport.Of(feed);
        LiveReport replay = new(LiveSystem.Replay(path));
        Assert.That((live["lost"], live["restarts"], live["late"], live["unconfirmed"]), Is.EqualTo((0, 0, 0, live["foreign"])));
        Assert.That(live["delivered"], Is.EqualTo(channel.Count));
        Assert.That((replay.Digest, replay["delivered"], replay["foreign"]), Is.EqualTo((live.Digest, live["delivered"], live["foreign"])));
    }
}
