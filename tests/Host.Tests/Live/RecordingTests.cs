using FeedHandler.Host.Tests.Live.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>A recording keeps the order and what the clock decided: its replay loses what the feed lost, and has its digest.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RecordingTests
{
    private const int EventCount = 2500;
    private LiveSystem _system = null!;

    [SetUp]
    public void Connect() => _system = new LiveSystem();

    [TearDown]
    public void Disconnect() => _system?.Dispose();

    [EachReceiver("xdp")]
    public void WhatTheClockGaveUpIsGivenUpAgain(string receiver)
    {
        using LiveChannel channel = new(EventCount);
        LiveSetup setup = new() { Receiver = receiver, GapTimeUs = 1000 };
        string path = Path.Combine(channel.Folder, "recorded.pcapng");
        using ChildCommand feed = _system.StartFeed(setup, channel, "--record", path);
        using LineSenders senders = new(_system, channel);
        SendInBursts((senders, channel));

        LiveReport live = LiveReport.Of(feed);
        LiveReport replay = new(LiveSystem.Replay(path));
        Assert.That(live["lost"], Is.GreaterThan(0));
        Assert.That(live.Digest, Is.Not.EqualTo(channel.Digest));
        CheckAlike(replay, live);
    }

    [TestCase("socket")]
    [TestCase("xdp")]
    public void ChannelsAreGivenUpEachForItself(string receiver)
    {
        using LiveChannel first = new(EventCount, seed: 1, id: 20);
        using LiveChannel second = new(EventCount, seed: 2, id: 21);
        LiveSetup setup = new() { Receiver = receiver, Channels = [20, 21], GapTimeUs = 1000 };
        string path = Path.Combine(first.Folder, "recorded.pcapng");
        using ChildCommand feed = _system.StartFeed(setup, first, "--record", path);
        using LineSenders firstSenders = new(_system, first, 20);
        using LineSenders secondSenders = new(_system, second, 21);
        SendInBursts((firstSenders, first), (secondSenders, second));

        LiveReport live = LiveReport.Of(feed);
        Assert.That(live.Channels.Select(static channel => channel.Lost), Has.All.GreaterThan(0));
        CheckAlike(new LiveReport(LiveSystem.Replay(path, "--lines", setup.Lines)), live);
    }

    private static void CheckAlike(LiveReport replay, LiveReport live)
    {
        Assert.That(replay.Channels, Is.EqualTo(live.Channels));
        foreach (string name in (string[])["received", "delivered", "duplicates", "late", "gaps", "lost", "reordered"])
            Assert.That(replay[name], Is.EqualTo(live[name]), name);
        Assert.That(replay.Digest, Is.EqualTo(live.Digest));
    }

    // Some numbers neither line brings, some one; the pause behind a burst is longer than the clock waits.
    private static void SendInBursts(params (LineSenders Senders, LiveChannel Channel)[] channels)
    {
        const int BurstCount = 250;
        int count = channels.Max(static channel => channel.Channel.Count);
        for (int first = 0; first < count; first += BurstCount)
        {
            foreach ((LineSenders senders, LiveChannel channel) in channels)
                senders.Send(first, Math.Min(first + BurstCount, channel.Count), static i => i % 50 != 7 && i % 37 != 36, static i => i % 37 < 35);
            Thread.Sleep(20);
        }
    }
}
