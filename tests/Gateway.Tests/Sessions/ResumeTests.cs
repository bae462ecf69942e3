using FeedHandler.Codecs.Normalized;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Gateway.Tests.Sessions.Support;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Tests.Sessions;

/// <summary>Rule: whoever goes on behind what it had is told all that follows, or what it lost (docs/gateway.md, Contract).</summary>
public sealed class ResumeTests
{
    private const int PastCount = 900; // of 1024 that are kept, and more than are read at once

    [TestCase(200, 0)] // the first of them were written over
    [TestCase(450, 256)] // only some in the middle were, when others had been sent
    public void WhatTheWriterWritesOverMeanwhileIsToldAsLost(int moreCount, int sentCount)
    {
        using HandStage stage = new();
        for (int i = 0; i < PastCount; i++) stage.Feed.Quote(i & 1, 100 + i);
        stage.Feed.Publish();
        stage.Turn();
        stage.LogOn();
        int template = sentCount == 0 ? SubscribeAccepted.TemplateId : LevelUpdate.TemplateId;
        stage.Loop.OnSent = frame => WriteOver(stage, moreCount, RawClient.TemplateOf(frame) == template);
        stage.Subscribe(1, "*", resume: new ResumePoint(EpochOf(stage), HadSequence));

        NoticeMessage lost = stage.Loop.NoticesOf(NoticeKind.Lost).Single();
        using ClientBooks books = ClientBooks.Of(stage.Loop.Frames);
        Assert.That((lost.RequestId, lost.Count, stage.Loop.NoticesOf(NoticeKind.SnapshotsEnd).Count()), Is.EqualTo((1u, (long)PastCount - sentCount, 1)));
        Assert.That((books.Broken, books.IsRight(0, stage.Feed.RightImage(0)), books.IsRight(1, stage.Feed.RightImage(1))), Is.EqualTo((new List<string>(), true, true)));
    }

    private const long HadSequence = 3; // the last event of the stage's beginning: from 0

    private static long EpochOf(HandStage stage) =>
        SessionMessages.TryDecode(stage.Loop.Frames[0], out LogonAcceptedMessage accepted, out _) ? accepted.Epoch : -1;

    private static void WriteOver(HandStage stage, int count, bool isIt)
    {
        if (!isIt) return;
        stage.Loop.OnSent = null;
        for (int i = 0; i < count; i++) stage.Feed.Quote(i & 1, 1000 + i);
        stage.Feed.Publish();
    }
}
