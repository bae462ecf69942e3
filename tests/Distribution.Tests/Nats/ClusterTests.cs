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
        string folder = Directory.CreateTempSubdirectory("fh-nats-cluster-").FullName;
        int[] ports = [.. Enumerable.Range(0, 6).Select(static _ => Loopback.FreePort())];
        string routes = string.Join(", ", ports[3..].Select(static port => FormattableString.Invariant($"nats://127.0.0.1:{port}")));
        NatsServer[] servers = [.. Enumerable.Range(0, 3).Select(i => NatsServer.Start(Path.Combine(folder, $"node{i}"),
            FormattableString.Invariant($"server_name: node{i}\ncluster {{ name: fh, listen: \"127.0.0.1:{ports[i + 3]}\", routes: [{routes}] }}"), ports[i], waits: false))];
        try
        {
            string all = string.Join(',', ports[..3].Select(static port => FormattableString.Invariant($"127.0.0.1:{port}")));
            NatsOptions options = new() { ReplicaCount = 3, RetentionBytes = 1 << 26, TimeoutMs = 2000 };
            NatsAddress.TryParse("nats://" + all, out NatsAddress? address);
            HoldingSink hold = new(2500);
            PublishOptions publish = new(() => NatsBroker.Open(address!, options))
            {
                Journal = new Gateway.Journals.JournalOptions(Path.Combine(folder, "journal")),
                AnswerMs = 1000,
                DrainMs = 60_000,
            };
            using Feed feed = Feed.Cme().Replay(NatsStage.Capture).Publish(publish).Ring(1024).Sink(hold).Start();
            Within.Until(() => hold.IsHolding && feed.ReadPublication()!.Counts[PublishCount.Acknowledged] > 1, "the first part");
            using Subscriber subscriber = new(NatsFeed.Open($"nats://{all}/cme/310", new NatsFeedOptions { Server = options }));
            subscriber.PollUntil(() => !subscriber.Feed.AwaitsBooks, "the first books");
            servers[1].Signal(signal);
            hold.Release();
            subscriber.PollUntil(() => subscriber.EventCount > 1000, "what two servers keep");
            if (signal == "-STOP") servers[1].Signal("-CONT");
            FeedReport report = NatsStage.End(feed);
            subscriber.PollToEnd();
            Assert.That(report.Failures, Is.Empty);
            Assert.That(subscriber.Told, Is.Empty);
            Assert.That(report.Publish!.Counts[PublishCount.Behind], Is.Zero);
        }
        finally
        {
            foreach (NatsServer server in servers) server.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }
}
