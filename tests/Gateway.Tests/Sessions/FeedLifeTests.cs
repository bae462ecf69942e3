using FeedHandler.Codecs.Normalized;
using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Gateway.Tests.Sessions.Support;
using FeedHandler.Tests.Support;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Tests.Sessions;

/// <summary>Rule: what becomes of the feed, and of the gateway, every client is told (docs/gateway.md, Contract).</summary>
public sealed class FeedLifeTests
{
    [Test]
    public void ARestartOfTheFeedIsToldAndSnapshotsFollow()
    {
        using GatewayStage stage = new();
        using RawClient client = stage.Client();
        client.Begin(1, "*");
        stage.Feed.End();
        NoticeMessage ended = client.AwaitNotice(NoticeKind.FeedEnded);
        stage.Feed.Begin();
        stage.Feed.Define(0, "ESZ6");
        stage.Feed.Quote(0, 7);
        stage.Feed.Publish();
        NoticeMessage restarted = client.AwaitNotice(NoticeKind.FeedRestarted);
        Assert.That(FrameDecoder.TryDecodeSnapshot(client.Await(BookSnapshot.TemplateId), out DecodedSnapshot snapshot, out _) && snapshot.Head.InstrumentIndex == 0, Is.True);
        stage.Feed.Quote(0, 8);
        stage.Feed.Publish();
        client.AwaitEvent(snapshot.Place.Sequence + 1);
        int from = client.Frames.FindIndex(static frame => SessionMessages.TryDecode(frame, out NoticeMessage notice, out _) && notice.Kind == NoticeKind.FeedRestarted);
        using ClientBooks books = ClientBooks.Of(client.Frames.Skip(from));
        Assert.That((restarted.Epoch > ended.Epoch, books.Broken, books.IsRight(0, stage.Feed.RightImage(0))), Is.EqualTo((true, new List<string>(), true)));
    }

    [Test]
    public void AMatchEventOfTheLifeBeforeIsOver()
    {
        using HandStage stage = new();
        stage.LogOn();
        stage.Subscribe(1, "*");
        stage.Feed.Quote(0, 101, isEnd: false);
        stage.Feed.Publish();
        stage.Turn();
        stage.Feed.End();
        stage.Feed.Begin();
        stage.Feed.Define(0, "ESZ6", isEnd: false);
        stage.Feed.Publish();
        stage.Turn();
        byte[] last = stage.Loop.Frames.FindLast(static frame => RawClient.TemplateOf(frame) == BookSnapshot.TemplateId)!;
        Assert.That(FrameDecoder.TryDecodeSnapshot(last, out DecodedSnapshot snapshot, out _), Is.True);
        Assert.That((snapshot.Cause, snapshot.IsWithinEvent), Is.EqualTo((SnapshotCause.Restart, false)));
    }

    [Test]
    public void AGatewayThatLostEventsSaysSoAndBeginsWithSnapshots()
    {
        using GatewayStage stage = new(eventCount: 1024);
        using RawClient client = stage.Client();
        client.Begin(1, "*");
        NoticeMessage? lost = null;
        for (int round = 0; lost is null && round < 200; round++)
        {
            for (int i = 0; i < 20_000; i++) stage.Feed.Quote(i & 1, i);
            stage.Feed.Publish();
            stage.Feed.Quote(0, round);
            stage.Feed.Publish();
            if (stage.Count(GatewayCount.FeedLost) > 0) lost = client.AwaitNotice(NoticeKind.FeedLost);
        }

        Assert.That(lost?.Count, Is.GreaterThan(0));
        client.AwaitNotice(NoticeKind.SnapshotsEnd);
        int from = client.Frames.FindLastIndex(static frame => SessionMessages.TryDecode(frame, out NoticeMessage notice, out _) && notice.Kind == NoticeKind.FeedLost);
        using ClientBooks books = ClientBooks.Of(client.Frames.Skip(from));
        Assert.That((books.Broken, books.Instruments.Order()), Is.EqualTo((new List<string>(), new[] { 0, 1 }.AsEnumerable())));
    }

    [Test]
    public void AGatewayThatStopsLetsItsClientsGo()
    {
        using GatewayStage stage = new(static options => options with { DrainMs = 300 });
        using RawClient goes = stage.Client();
        using RawClient stays = stage.Client();
        Task drained = Task.Run(() => stage.Server.Drain());
        goes.AwaitNotice(NoticeKind.Draining);
        goes.Dispose();
        using RawClient late = new(stage.EndPoint);
        late.LogOn();
        Assert.That(late.AwaitReject().Reason, Is.EqualTo(RejectReason.Shutdown));
        Assert.That(SessionMessages.TryDecode(stays.Await(Logout.TemplateId), out LogoutMessage logout, out _) && logout.Reason == RejectReason.Shutdown, Is.True);
        stays.AwaitEnd();
        Within.Patiently(drained, "all have gone");
        Assert.That(stage.Server.Read().Closed[CloseReason.Finished], Is.GreaterThanOrEqualTo(1));
    }

    [Test]
    public void AFeedThatIsNotThereIsRefusedOrWaitedFor()
    {
        using GatewayStage stage = new();
        GatewayOptions options = stage.Server.Options with { FeedPath = stage.Feed.FilePath + "2", Origin = "gateway" };
        Assert.That(Assert.Throws<GatewayException>(() => GatewayServer.Start(options))!.Message, Does.Contain("feed2").And.Contain("--wait"));
        using GatewayServer server = GatewayServer.Start(options with { WaitsForFeed = true });
        using RawClient client = RawClient.LoggedOn(server.LocalEndPoint);
        client.AwaitNotice(NoticeKind.FeedGone);
        client.Subscribe(1, "*");
        File.Copy(stage.Feed.FilePath, options.FeedPath); // what a feed left behind is one that has ended, or is gone
        client.Await(BookSnapshot.TemplateId);
    }
}
