using FeedHandler.Host.Tests.Live.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>A feed that was not polling, with thousands of packets in its buffers, line A losing and line B complete: nothing may be called lost.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class StoppedFeedTests
{
    private const int EventCount = 4000;
    private LiveSystem _system = null!;

    [SetUp]
    public void Connect() => _system = new LiveSystem();

    [TearDown]
    public void Disconnect() => _system?.Dispose();

    [EachReceiver("xdp")]
    public void WhatTheOtherLineHoldsIsTakenBeforeAnythingIsGivenUp(string receiver)
    {
        using LiveChannel channel = new(EventCount);
        using ChildCommand feed = _system.StartFeed(new LiveSetup { Receiver = receiver, GapTimeUs = 1000 }, channel);
        using LineSenders senders = new(_system, channel);
        senders.Send(0, 100);
        feed.Signal("STOP");
        senders.Send(100, channel.Count, hasA: static index => index % 50 != 0);
        feed.Signal("CONT");

        LiveReport.Of(feed).CheckWhole(channel);
    }

    [EachReceiver("socket")]
    public void ALineOfWhichNothingCameYetIsTakenToo(string receiver)
    {
        using LiveChannel channel = new(EventCount);
        using ChildCommand feed = _system.StartFeed(new LiveSetup { Receiver = receiver, GapTimeUs = 1000 }, channel);
        using LineSenders senders = new(_system, channel);
        senders.Send(0, 1);
        feed.Signal("STOP");
        senders.Send(1, channel.Count, hasA: static index => index % 25 != 0, hasB: static _ => false);
        senders.Send(1, channel.Count, hasA: static _ => false);
        feed.Signal("CONT");

        LiveReport.Of(feed).CheckWhole(channel);
    }

    [EachReceiver("io_uring")]
    public void StopsInTheMiddleOfTheStreamCostNothing(string receiver)
    {
        using LiveChannel channel = new(3 * EventCount);
        using ChildCommand feed = _system.StartFeed(new LiveSetup { Receiver = receiver }, channel);
        using ChildCommand publisher = _system.StartPublisher(channel, 310, "--speed", "4000", "--pace", "sleep", "--drop", "0.02", "--fault-line", "A");
        for (int stop = 0; stop < 3; stop++)
        {
            _system.WaitForSent(1000);
            feed.Signal("STOP");
            _system.WaitForSent(2000);
            feed.Signal("CONT");
        }

        Assert.That(publisher.WaitForExit(), Is.Zero, publisher.Error);
        LiveReport.Of(feed).CheckWhole(channel);
    }

    [Test]
    public void AStopIsNotTheSilenceAfterWhichAFeedEnds()
    {
        using LiveChannel channel = new(EventCount);
        LiveSetup setup = new() { Receiver = "socket" };
        using ChildCommand feed = _system.StartFeed(setup, channel);
        using LineSenders senders = new(_system, channel);
        senders.Send(0, 100);
        feed.Signal("STOP");
        senders.Send(100, channel.Count);
        Thread.Sleep(setup.IdleMs + 500); // longer than the silence
        feed.Signal("CONT");

        LiveReport.Of(feed).CheckWhole(channel);
    }
}
