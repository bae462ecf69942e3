using FeedHandler.Distribution.Tests.Support;
using FeedHandler.Engine;
using FeedHandler.Gateway.Journals;
using FeedHandler.Tests.Support;

namespace FeedHandler.Distribution.Tests.Nats;

/// <summary>Two feed handlers publish the same channel: each message is kept once, and one goes on for the other.</summary>
public sealed class PairTests
{
    [Test]
    public void BothPublishAndEachMessageIsKeptOnce()
    {
        using NatsStage stage = new();
        Subscriber subscriber = stage.SubscribeToNothing();
        (HoldingSink one, HoldingSink other) = (new HoldingSink(1), new HoldingSink(1));
        Feed first = stage.Replay(Pair(stage, "first"), one);
        Feed second = stage.Replay(Pair(stage, "second"), other);
        one.Release();
        other.Release();
        FeedReport report = NatsStage.End(first);
        FeedReport same = NatsStage.End(second);
        subscriber.PollUntil(() => subscriber.EventCount >= EventCount(report), "all events");
        Assert.That((report.Failures, same.Failures), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>())).AsCollection);
        Assert.That(subscriber.Digest, Is.EqualTo(report.Digest));
        Assert.That(subscriber.Told, Is.EqualTo(new[] { "restart" }));
        Assert.That(Roles(report).Concat(Roles(same)), Is.All.EqualTo(ChannelRole.Publishing));
        Assert.That(subscriber.EventCount, Is.EqualTo(EventCount(report)));
    }

    [Test]
    public void OneGoesOnForTheOtherWithoutAGap()
    {
        using NatsStage stage = new();
        Subscriber subscriber = stage.SubscribeToNothing();
        HoldingSink hold = new(2500);
        Feed first = stage.Replay(Pair(stage, "first"), hold);
        Within.Until(() => hold.IsHolding && first.ReadPublication()!.Counts[PublishCount.Acknowledged] > 1, "the first part");
        HoldingSink behind = new(1);
        Feed second = stage.Replay(Pair(stage, "second"), behind);
        hold.Release();
        first.Dispose(); // wherever it is just now
        behind.Release();
        FeedReport report = NatsStage.End(second);
        subscriber.PollUntil(() => subscriber.EventCount >= EventCount(report), "all events");
        Assert.That(report.Failures, Is.Empty);
        Assert.That(subscriber.Digest, Is.EqualTo(report.Digest));
        Assert.That(subscriber.Told, Is.EqualTo(new[] { "restart" }));
    }

    [Test]
    public void OneThatSaysSomethingElseStandsAsideAndTakesOverWhenTheOtherIsSilent()
    {
        using NatsStage stage = new();
        Subscriber subscriber = stage.SubscribeToNothing();
        HoldingSink hold = new(500);
        Feed first = stage.Replay(Pair(stage, "first"), hold);
        Within.Until(() => hold.IsHolding && first.ReadPublication()!.Counts[PublishCount.Acknowledged] > 1, "the first part");
        HoldingSink aside = new(2000);
        Feed second = stage.Replay(Pair(stage, "second") with { TakeOverMs = 3000 }, aside, Repository.PathOf("captures/cme-recovery.pcapng"));
        Within.Until(() => second.ReadPublication()!.Channels.Any(static channel => channel.Role == ChannelRole.Aside), "the other one to stand aside");
        hold.Release();
        first.Dispose();
        Within.Until(() => second.ReadPublication()!.Channels.All(static channel => channel.Role == ChannelRole.Publishing), "the other one to take over");
        aside.Release();
        FeedReport report = NatsStage.End(second);
        subscriber.PollUntil(() => subscriber.Told.Count(static told => told == "restart") == 2 && !subscriber.Feed.AwaitsBooks, "the other one's books");
        Assert.That(report.Failures, Is.Empty);
        Assert.That(subscriber.Books, Has.Count.EqualTo(report.Instruments.Count));
    }

    [Test]
    public void WhoIsNoPairAndFindsAnotherOneStopsAndSaysSo()
    {
        using NatsStage stage = new();
        HoldingSink hold = new(2500);
        Feed first = stage.Replay(stage.Options("first"), hold);
        Within.Until(() => hold.IsHolding && first.ReadPublication()!.Counts[PublishCount.Acknowledged] > 1, "the first part");
        NatsStage.End(stage.Replay(stage.Options("second")));
        hold.Release();
        FeedReport report = NatsStage.End(first);
        Assert.That(report.Failures, Has.One.Contains("another publisher took the stream of channel 310 over"));
    }

    private static PublishOptions Pair(NatsStage stage, string journal) => stage.Options(journal) with { IsPair = true, StateMs = 100 };

    private static long EventCount(FeedReport report) => report.Publish!.Journal.Counts[JournalCount.Events];

    private static IEnumerable<ChannelRole> Roles(FeedReport report) => report.Publish!.Channels.Select(static channel => channel.Role);
}
