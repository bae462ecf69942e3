using FeedHandler.Distribution.Tests.Support;
using FeedHandler.Engine;
using FeedHandler.Gateway.Journals;
using FeedHandler.Nats;

namespace FeedHandler.Distribution.Tests.Nats;

/// <summary>What is published is what was replayed, whatever happens to the server in between.</summary>
public sealed class PublishTests
{
    private static readonly string[] Begun = ["restart"];

    [Test]
    public void WhoSubscribedBeforehandHasEveryEventOnce()
    {
        using NatsStage stage = new();
        Subscriber subscriber = stage.SubscribeToNothing();
        FeedReport report = NatsStage.End(stage.Replay(stage.Options()));
        subscriber.PollToEnd();
        Assert.That(report.Failures, Is.Empty);
        Assert.That(subscriber.Digest, Is.EqualTo(report.Digest));
        Assert.That(subscriber.Told, Is.EqualTo(Begun));
        Assert.That(report.Publish!.Counts[PublishCount.Behind], Is.Zero);
    }

    [Test]
    public void WhoComesLateHasTheSameBooks()
    {
        using NatsStage stage = new();
        Subscriber early = stage.SubscribeToNothing();
        FeedReport report = NatsStage.End(stage.Replay(stage.Options()));
        early.PollToEnd();
        Subscriber late = stage.Subscribe();
        late.PollToEnd();
        Assert.That(late.EventCount, Is.LessThan(early.EventCount));
        Assert.That(late.Books, Is.EqualTo(early.Books));
        Assert.That(late.Books, Has.Count.EqualTo(report.Instruments.Count));
    }

    [Test]
    public void AServerThatIsKilledLosesNothingAndTellsNothingTwice()
    {
        using NatsStage stage = new();
        Subscriber subscriber = stage.SubscribeToNothing();
        HoldingSink hold = new(2500);
        Feed feed = stage.Replay(stage.Options(), hold);
        Within.Until(() => hold.IsHolding && feed.ReadPublication()!.Counts[PublishCount.Acknowledged] > 1, "the first part");
        subscriber.PollUntil(() => subscriber.EventCount > 0, "the first events");
        stage.Server.Kill();
        hold.Release();
        Within.Until(() => feed.ReadPublication()!.Failure is not null, "the failure to be told");
        stage.Server.Run();
        FeedReport report = NatsStage.End(feed);
        subscriber.PollToEnd();
        Assert.That(report.Failures, Is.Empty);
        Assert.That(subscriber.Digest, Is.EqualTo(report.Digest));
        Assert.That(subscriber.Told, Is.EqualTo(Begun));
    }

    [Test]
    public void AServerThatComesLateHasAll()
    {
        using NatsStage stage = new();
        stage.Server.Kill();
        HoldingSink hold = new(5000);
        Feed feed = stage.Replay(stage.Options(), hold);
        Within.Until(() => hold.IsHolding && feed.ReadPublication()!.Failure is not null, "the failure to be told");
        stage.Server.Run();
        hold.Release();
        FeedReport report = NatsStage.End(feed);
        Subscriber subscriber = stage.Subscribe();
        subscriber.PollToEnd();
        Assert.That(report.Publish!.Counts[PublishCount.Behind], Is.Zero);
        Assert.That(subscriber.Books, Has.Count.EqualTo(report.Instruments.Count));
    }

    [Test]
    public void WhatTheServerDidNotTakeTheNextStartPublishesFirst()
    {
        using NatsStage stage = new();
        Subscriber subscriber = stage.SubscribeToNothing();
        HoldingSink hold = new(2500);
        Feed feed = stage.Replay(stage.Options() with { DrainMs = 1 }, hold);
        Within.Until(() => hold.IsHolding && feed.ReadPublication()!.Counts[PublishCount.Acknowledged] > 1, "the first part");
        subscriber.PollUntil(() => subscriber.EventCount > 0, "the first events");
        stage.Server.Kill();
        hold.Release();
        FeedReport first = NatsStage.End(feed);
        Assert.That(first.Publish!.Failure, Is.Not.Null);
        stage.Server.Run();
        FeedReport second = NatsStage.End(stage.Replay(stage.Options()));
        subscriber.PollToEnd();
        Assert.That(second.Failures, Is.Empty);
        Assert.That(subscriber.Told, Is.EqualTo(new[] { "restart", "restart" }), "the rest of the first feed, and then another life");
        Assert.That(subscriber.EventCount, Is.EqualTo(first.Publish.Journal.Counts[JournalCount.Events] + second.Publish!.Journal.Counts[JournalCount.Events]));
    }

    [Test]
    public void ASlowSubscriberLosesNothing()
    {
        using NatsStage stage = new();
        Subscriber subscriber = stage.SubscribeToNothing(new NatsFeedOptions { WaitingMax = 1 });
        FeedReport report = NatsStage.End(stage.Replay(stage.Options()));
        subscriber.PollToEnd();
        Assert.That(subscriber.Digest, Is.EqualTo(report.Digest));
    }
}
