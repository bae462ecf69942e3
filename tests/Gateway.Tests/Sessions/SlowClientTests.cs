using FeedHandler.Codecs.Normalized;
using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Gateway.Tests.Sessions.Support;
using FeedHandler.Tests.Support;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Tests.Sessions;

/// <summary>Rule: a client that takes more slowly than it is told slows nobody, and is told what becomes of it (docs/gateway.md, Slow clients).</summary>
public sealed class SlowClientTests
{
    private const int ReceiveBufferBytes = 4096;
    private long _sequence;

    [Test]
    public void WhatASlowClientWasNotSentIsDroppedAndSnapshotsFollow()
    {
        using GatewayStage stage = NewStage();
        using RawClient slow = stage.Client(receiveBufferBytes: ReceiveBufferBytes);
        slow.Begin(1, "*", policy: SlowPolicy.Skip);
        int before = slow.Frames.Count;
        FillUntil(stage, GatewayCount.Skips);
        NoticeMessage lost = slow.AwaitNotice(NoticeKind.Lost);
        slow.AwaitNotice(NoticeKind.SnapshotsEnd);
        Assert.That(Cause(slow.Frames.FindLast(static frame => RawClient.TemplateOf(frame) == BookSnapshot.TemplateId)!), Is.EqualTo(SnapshotCause.Skipped));
        AssertLevel(stage, slow);
        long told = slow.Frames.Skip(before).Count(static frame => RawClient.TemplateOf(frame) == LevelUpdate.TemplateId);
        Assert.That(lost.Count, Is.EqualTo(_sequence - StartSequence - told), "events that were not told");
    }

    [Test]
    public void ASlowClientMayHaveTheLatestBooksUntilItIsLevel()
    {
        using GatewayStage stage = NewStage();
        using RawClient slow = stage.Client(receiveBufferBytes: ReceiveBufferBytes);
        slow.Begin(1, "*", policy: SlowPolicy.Conflate);
        FillUntil(stage, GatewayCount.Conflations);
        Fill(stage); // of these it has the latest books alone
        Within.Until(() => stage.Count(GatewayCount.Events) >= _sequence - StartSequence, "the gateway takes the events");
        slow.AwaitNotice(NoticeKind.Conflating);
        slow.AwaitNotice(NoticeKind.Level);
        Assert.That(Cause(slow.Frames.FindLast(static frame => RawClient.TemplateOf(frame) == BookSnapshot.TemplateId)!), Is.EqualTo(SnapshotCause.Conflated));
        AssertLevel(stage, slow);
    }

    [Test]
    public void ASlowClientMayAskToBeDisconnected()
    {
        using GatewayStage stage = NewStage();
        using RawClient slow = stage.Client(receiveBufferBytes: ReceiveBufferBytes);
        slow.Begin(1, "*", policy: SlowPolicy.Disconnect);
        FillUntil(stage, GatewayCount.SlowDisconnects);
        slow.AwaitEnd();
        Assert.That(SessionMessages.TryDecode(slow.Frames[^1], out LogoutMessage logout, out _) && logout.Reason == RejectReason.TooSlow, Is.True);
        slow.Dispose();
        Within.Until(() => stage.Server.Read().Closed[CloseReason.TooSlow] == 1, "it is counted");
    }

    [Test]
    public void ASlowClientSlowsNoNeighbour()
    {
        using GatewayStage stage = NewStage();
        using RawClient slow = stage.Client(receiveBufferBytes: ReceiveBufferBytes);
        slow.Begin(1, "*");
        using RawClient healthy = stage.Client();
        healthy.Begin(1, "*");
        for (int round = 0; stage.Count(GatewayCount.Skips) == 0 && round < RoundMax; round++)
        {
            Fill(stage);
            healthy.AwaitEvent(_sequence);
        }

        using ClientBooks books = ClientBooks.Of(healthy.Frames);
        Assert.That((stage.Count(GatewayCount.Skips), healthy.CountOf(Notice.TemplateId), books.Broken, books.Events.Count), Is.EqualTo((1L, 1, new List<string>(), (int)(_sequence - StartSequence))));
    }

    private const int StartSequence = 3; // the last of the events in front of the first client: from 0
    private const int RoundMax = 3000;

    private GatewayStage NewStage()
    {
        _sequence = StartSequence;
        return new GatewayStage(static options => options with { BacklogBytes = 64 << 10 });
    }

    private void FillUntil(GatewayStage stage, GatewayCount count)
    {
        for (int round = 0; stage.Count(count) == 0; round++)
        {
            Assert.That(round, Is.LessThan(RoundMax), $"no {count}");
            Fill(stage);
            Within.Until(() => stage.Count(GatewayCount.Events) >= _sequence - StartSequence, "the gateway takes the events");
        }
    }

    private void Fill(GatewayStage stage)
    {
        for (int i = 0; i < 500; i++) stage.Feed.Quote(i & 1, (int)++_sequence);
        stage.Feed.Publish();
    }

    private void AssertLevel(GatewayStage stage, RawClient slow)
    {
        stage.Feed.Quote(0, ++_sequence);
        stage.Feed.Quote(1, ++_sequence);
        stage.Feed.Publish();
        slow.AwaitEvent(_sequence);
        using ClientBooks books = ClientBooks.Of(slow.Frames);
        Assert.That(books.IsRight(0, stage.Feed.RightImage(0)) && books.IsRight(1, stage.Feed.RightImage(1)), Is.True, "books");
    }

    private static SnapshotCause Cause(byte[] frame) => FrameDecoder.TryDecodeSnapshot(frame, out DecodedSnapshot snapshot, out _) ? snapshot.Cause : default;
}
