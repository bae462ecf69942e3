using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Books;
using FeedHandler.Gateway.Tests.Sessions.Support;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Tests.Sessions;

/// <summary>Rule: definitions and snapshots first, then every event of what was asked for, and nothing else (docs/gateway.md, Contract).</summary>
public sealed class SubscriptionTests
{
    [Test]
    public void DefinitionsAndSnapshotsComeFirstThenEvents()
    {
        using GatewayStage stage = new();
        using RawClient client = stage.Client();
        client.Begin(1, "*");
        int firstSnapshot = client.Frames.FindIndex(static frame => RawClient.TemplateOf(frame) == BookSnapshot.TemplateId);
        Assert.That((client.CountOf(BookSnapshot.TemplateId), client.CountOf(Definition.TemplateId)), Is.EqualTo((2, 2)));
        Assert.That(RawClient.TemplateOf(client.Frames[firstSnapshot - 1]), Is.EqualTo((int)Definition.TemplateId));
        for (int i = 0; i < 100; i++) stage.Feed.Quote(i & 1, 100 + i, isEnd: i % 3 == 0);
        stage.Feed.Gap();
        stage.Feed.Quote(0, 7);
        stage.Feed.Publish();
        client.AwaitEvent(105);
        AssertRight(client, stage.Feed, [0, 1]);
    }

    [Test]
    public void OnlyWhatWasAskedForIsTold()
    {
        using GatewayStage stage = new();
        using RawClient client = stage.Client();
        client.Begin(1, "asset:CL");
        for (int i = 0; i < 10; i++) stage.Feed.Quote(i & 1, 100 + i);
        stage.Feed.Publish();
        client.AwaitEvent(13);
        using ClientBooks books = AssertRight(client, stage.Feed, [1]);
        Assert.That(books.Events.Values.Select(static told => told.InstrumentIndex).Distinct(), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public void AnInstrumentThatComesLaterIsAdded()
    {
        using GatewayStage stage = new();
        using RawClient client = stage.Client();
        client.Begin(1, "ES*");
        stage.Feed.Define(2, "ESH7");
        stage.Feed.Publish();
        client.Await(BookSnapshot.TemplateId);
        stage.Feed.Quote(2, 300);
        stage.Feed.Publish();
        client.AwaitEvent(5);
        AssertRight(client, stage.Feed, [0, 2]);
    }

    /// <summary>Rule: a first state is as of what the feed had told when it went out. The feed shows books that are ahead of its events: told so, the next
    /// instrument's state would be older than the first one's, and events of the channel between both be missing to it.</summary>
    [Test]
    public void SnapshotsOfInstrumentsThatComeTogetherAreOneAfterTheOther()
    {
        using GatewayStage stage = new(prepare: static _ => { });
        using RawClient client = stage.Client();
        client.Begin(1, "*");
        for (int index = 0; index < 60; index++)
        {
            stage.Feed.Define(index, $"ES{index}");
            stage.Feed.Publish();
            stage.Feed.EndEvent();
            stage.Feed.Quote(index / 2, 200 + index);
            stage.Feed.Publish();
        }

        client.AwaitBooks(60);
        for (int index = 0; index < 60; index++) stage.Feed.Quote(index, 100);
        stage.Feed.Publish();
        client.AwaitEvent(239);
        AssertRight(client, stage.Feed, [.. Enumerable.Range(0, 60)]);
        Assert.That(AsOf(client), Is.Ordered);
    }

    [Test]
    public void NothingMoreFollowsWhenASubscriptionIsWithdrawn()
    {
        using GatewayStage stage = new();
        using RawClient client = stage.Client();
        client.Begin(1, "ESZ6");
        client.Begin(2, "CLF7");
        client.Unsubscribe(1);
        client.Await(UnsubscribeAccepted.TemplateId);
        stage.Feed.Quote(0, 5);
        stage.Feed.Quote(1, 6);
        stage.Feed.Publish();
        client.AwaitEvent(5);
        using ClientBooks books = ClientBooks.Of(client.Frames);
        Assert.That((client.CountOf(LevelUpdate.TemplateId), books.IsRight(1, stage.Feed.RightImage(1))), Is.EqualTo((1, true)));
    }

    [Test]
    public void TopsAreToldAtTheEndOfMatchEventsThatChangedThem()
    {
        using GatewayStage stage = new();
        using RawClient client = stage.Client();
        client.Begin(1, "ESZ6", Delivery.TopOfBook);
        stage.Feed.Quote(0, 101, isEnd: false);
        stage.Feed.Quote(0, 102);
        stage.Feed.Quote(0, 50, level: 2); // the best stays
        stage.Feed.Quote(0, 103);
        stage.Feed.Publish();
        long[] prices = [TopPrice(client), TopPrice(client)];
        Assert.That((prices, client.CountOf(TopOfBook.TemplateId)), Is.EqualTo((new long[] { 102, 103 }, 2)));
    }

    [Test]
    public void ATopIsTheBestThatIsKnownThoughNothingIsKnownAboveIt()
    {
        using GatewayStage stage = new(prepare: static feed => feed.Define(0, "CLF7"));
        using RawClient client = stage.Client();
        client.Begin(1, "CLF7", Delivery.TopOfBook);
        stage.Feed.Quote(0, 97, level: 3);
        stage.Feed.Quote(0, 96, level: 3);
        stage.Feed.Publish();
        Assert.That((TopPrice(client), TopPrice(client)), Is.EqualTo((97L, 96L)));
    }

    [Test]
    public void BooksByTimeAreThoseThatChanged()
    {
        using GatewayStage stage = new();
        using RawClient client = stage.Client();
        client.Begin(1, "*", Delivery.Interval, intervalMs: 20);
        int before = client.CountOf(BookSnapshot.TemplateId);
        stage.Feed.Quote(1, 42, isEnd: false); // not told within the match event
        stage.Feed.Publish();
        stage.Feed.Quote(1, 43);
        stage.Feed.Publish();
        byte[] frame = client.Await(BookSnapshot.TemplateId);
        Assert.That(FrameDecoder.TryDecodeSnapshot(frame, out DecodedSnapshot snapshot, out _), Is.True);
        Assert.That((before, snapshot.Head.InstrumentIndex, snapshot.Image[0].PriceNano, snapshot.IsWithinEvent, snapshot.Cause), Is.EqualTo((2, 1, 43L, false, SnapshotCause.Interval)));
    }

    [Test]
    public void AClientGoesOnBehindWhatItHad()
    {
        using GatewayStage stage = new();
        using RawClient first = stage.Client();
        first.Begin(1, "ESZ6");
        (long epoch, long had) = (EpochOf(first), 4L);
        for (int i = 0; i < 10; i++) stage.Feed.Quote(i & 1, 100 + i);
        stage.Feed.Publish();
        first.AwaitEvent(12);
        using RawClient second = stage.Client();
        second.Subscribe(1, "ESZ6", resume: new ResumePoint(epoch, had - 1));
        Assert.That(SessionMessages.TryDecode(second.Await(SubscribeAccepted.TemplateId), out SubscribeAcceptedMessage accepted, out _) && accepted.IsResumed, Is.True);
        second.AwaitNotice(NoticeKind.SnapshotsEnd);
        long[] sequences = [.. second.Frames.Where(static frame => RawClient.TemplateOf(frame) == LevelUpdate.TemplateId).Select(SequenceOf)];
        Assert.That((sequences, second.CountOf(BookSnapshot.TemplateId)), Is.EqualTo((new long[] { 4, 6, 8, 10, 12 }, 0)));
    }

    [Test]
    public void WhatIsNotKeptIsToldBySnapshotsWithACount()
    {
        using GatewayStage stage = new(eventCount: 1024);
        using RawClient client = stage.Client();
        for (int i = 0; i < 3000; i++)
        {
            stage.Feed.Quote(0, i);
            if (i % 100 == 0) stage.Feed.Publish();
        }

        stage.Feed.Publish();
        client.Subscribe(1, "ESZ6", resume: new ResumePoint(EpochOf(client), 10));
        NoticeMessage lost = client.AwaitNotice(NoticeKind.Lost);
        client.AwaitNotice(NoticeKind.SnapshotsEnd);
        Assert.That((lost.Count > 0, client.CountOf(BookSnapshot.TemplateId)), Is.EqualTo((true, 1)));
    }

    [Test]
    public void ASnapshotThatWasGivenBeforeTheEndOfAMatchEventIsNotGivenAgainBehindIt()
    {
        using GatewayStage stage = new();
        using RawClient early = stage.Client();
        early.Begin(1, "ESZ6");
        early.AwaitBooks(1);
        stage.Feed.Quote(0, 5, isEnd: false);
        stage.Feed.Publish();
        early.AwaitEvent(4); // from here on the gateway knows that the event goes on
        using RawClient first = stage.Client();
        first.Begin(1, "ESZ6");
        stage.Feed.EndEvent(); // changes no book, and each event behind it names it
        stage.Feed.Publish();
        first.AwaitEvent(5);
        using RawClient second = stage.Client();
        second.Begin(1, "ESZ6");
        stage.Feed.Quote(0, 6);
        stage.Feed.Publish();
        second.AwaitEvent(6);
        using ClientBooks books = AssertRight(second, stage.Feed, [0]);
        Assert.That((IsWithinEvent(first), IsWithinEvent(second)), Is.EqualTo((true, false)));
    }

    private static bool? IsWithinEvent(RawClient client) =>
        FrameDecoder.TryDecodeSnapshot(client.Frames.First(static frame => RawClient.TemplateOf(frame) == BookSnapshot.TemplateId), out DecodedSnapshot snapshot, out _)
            ? snapshot.IsWithinEvent : null;

    private static long TopPrice(RawClient client) =>
        FrameDecoder.TryDecodeTop(client.Await(TopOfBook.TemplateId), out DecodedTop top, out _) ? top.Bid.PriceNano : -1;

    private static long SequenceOf(byte[] frame) => FrameDecoder.TryDecodeEvent(frame, out _, out EventPlace place, out _) ? place.Sequence : -1;

    private static List<long> AsOf(RawClient client)
    {
        List<long> sequences = [];
        foreach (byte[] frame in client.Frames)
        {
            if (FrameDecoder.TryDecodeSnapshot(frame, out DecodedSnapshot snapshot, out _)) sequences.Add(snapshot.Place.Sequence);
        }

        return sequences;
    }

    private static long EpochOf(RawClient client) =>
        SessionMessages.TryDecode(client.Frames.First(static frame => RawClient.TemplateOf(frame) == LogonAccepted.TemplateId), out LogonAcceptedMessage accepted, out _)
            ? accepted.Epoch : -1;

    private static ClientBooks AssertRight(RawClient client, TestFeed feed, int[] instruments)
    {
        ClientBooks books = ClientBooks.Of(client.Frames);
        Assert.That((books.Broken, books.Instruments.Order()), Is.EqualTo((new List<string>(), instruments.AsEnumerable())));
        foreach (int index in instruments) Assert.That(books.IsRight(index, feed.RightImage(index)), Is.True, $"book {index}");
        return books;
    }
}
