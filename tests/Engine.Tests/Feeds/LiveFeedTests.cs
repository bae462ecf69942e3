using FeedHandler.Engine.Tests.Support;
using FeedHandler.Sinks.Strategies;
using FeedHandler.Tests.Support;

namespace FeedHandler.Engine.Tests.Feeds;

/// <summary>A live feed over the loopback interface, without the command.</summary>
public sealed class LiveFeedTests
{
    [Test]
    public async Task GroupsAreReceivedUntilNothingComesAnyMore()
    {
        await using Feed feed = Feed.Cme().Listen("239.200.77.1:24101=A,239.200.77.2:25101=B", on: "lo")
            .Live(static options => options with { Kind = Receivers.ReceiverKind.Socket })
            .Strategy(() => new MicropriceStrategy()).WarmUp(1).Until(idle: TimeSpan.FromMilliseconds(500)).Start();
        Assert.That(feed.WarmUpCount, Is.Positive);
        int sentCount = LoopbackSender.Send(Recorded.Capture, ("239.200.0.1:14001", "239.200.77.1:24101"), ("239.200.0.2:15001", "239.200.77.2:25101"));
        Assert.That(() => feed.Status.Read().Packets, Is.EqualTo(sentCount).After(60_000, 20), "counters are read while it runs");
        await feed.Completion;

        Assert.That(feed.Report.Digest, Is.EqualTo(Recorded.Digest));
        Assert.That(feed.Report.Latency.Stages, Is.Not.Empty);
    }

    [Test]
    public void StrategiesBeyondTheCoresOfTheConfigurationRunOnAny()
    {
        using Feed feed = Feed.Cme().Listen("239.200.77.3:24103=A", on: "lo")
            .Live(static options => options with { Kind = Receivers.ReceiverKind.Socket, StrategyCores = [0] })
            .Strategy(new MicropriceStrategy(name: "pinned"), core: 0).Strategy(new MicropriceStrategy(name: "free"))
            .WarmUp(0).Until(duration: TimeSpan.FromMilliseconds(200)).Start();
        feed.Wait();

        Assert.That(feed.Report.Threads.StrategyCores, Is.EqualTo(new int?[] { 0 }));
    }
}
