using FeedHandler.Distribution.Tests.Support;
using FeedHandler.Engine;
using FeedHandler.Nats;

namespace FeedHandler.Distribution.Tests.Nats;

/// <summary>A cluster of three servers keeps each message on all of them: one may be killed, or cut off and come back.</summary>
public sealed class ClusterTests
{
    [TestCase("-KILL")]
    [TestCase("-STOP")]
    public void OneServerLessLosesNothing(string signal)
    {
        using NatsCluster cluster = new();
        HoldingSink hold = new(2500);
        using Feed feed = Feed.Cme().Replay(NatsStage.Capture).Publish(cluster.Publish()).Ring(1024).Sink(hold).Start();
        try
        {
            Within.Until(() => hold.IsHolding && feed.ReadPublication()!.Counts[PublishCount.Acknowledged] > 1, "the first part");
            using Subscriber subscriber = new(NatsFeed.Open($"{cluster.Address}/cme/310", new NatsFeedOptions { Server = NatsCluster.Options }));
            subscriber.PollUntil(() => !subscriber.Feed.AwaitsBooks, "the first books");
            cluster.Servers[1].Signal(signal);
            hold.Release();
            subscriber.PollUntil(() => subscriber.EventCount > 1000, "what two servers keep");
            if (signal == "-STOP") cluster.Servers[1].Signal("-CONT");
            FeedReport report = NatsStage.End(feed);
            subscriber.PollToEnd();
            Assert.That(report.Failures, Is.Empty);
            Assert.That(subscriber.Told, Is.Empty);
            Assert.That(report.Publish!.Counts[PublishCount.Behind], Is.Zero);
        }
        finally
        {
            hold.Release();
        }
    }
}
