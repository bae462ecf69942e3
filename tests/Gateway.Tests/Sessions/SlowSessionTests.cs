using FeedHandler.Codecs.Normalized;
using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Gateway.Tests.Sessions.Support;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Tests.Sessions;

/// <summary>Rule: a slow client is level when it has everything, and is closed when it takes nothing, not before (docs/gateway.md, Slow clients).</summary>
public sealed class SlowSessionTests
{
    private const int StallMs = 30_000;

    [Test]
    public void LatestBooksHoldTheEndsOfMatchEventsThatWereNotTold()
    {
        using HandStage stage = NewStage(SlowPolicy.Conflate);
        stage.Feed.Quote(0, 101, isEnd: false);
        stage.Feed.EndEvent(); // changes no book, and each event behind it names it
        stage.Feed.Publish();
        stage.Turn();
        stage.Loop.BacklogBytes = 0;
        stage.Turn();
        AssertLevelAndRight(stage);
    }

    [Test]
    public void BooksThatChangeWhileOthersAreToldAreToldAgain()
    {
        using HandStage stage = NewStage(SlowPolicy.Conflate, snapshotBytes: 1);
        Change(stage);
        stage.Loop.OnSent = frame => stage.Loop.BacklogBytes += RawClient.TemplateOf(frame) == BookSnapshot.TemplateId ? frame.Length : 0;
        stage.Loop.BacklogBytes = 0;
        stage.Turn(); // one book
        Change(stage);
        for (int i = 0; i < 4 && !stage.Loop.NoticesOf(NoticeKind.Level).Any(); i++)
        {
            stage.Loop.BacklogBytes = 0;
            stage.Turn();
        }

        AssertLevelAndRight(stage);
    }

    [Test]
    public void AClientThatHasCaughtUpIsSlowNoMore()
    {
        using HandStage stage = NewStage(SlowPolicy.Skip);
        stage.Loop.BacklogBytes = 0;
        stage.Turn();
        stage.Beat(StallMs + 1);
        Assert.That((stage.Loop.Closed, stage.Loop.NoticesOf(NoticeKind.Lost).Count()), Is.EqualTo(((CloseReason?)null, 1)));
    }

    [TestCase(SlowPolicy.Skip)]
    [TestCase(SlowPolicy.Conflate)]
    public void ASlowClientIsClosedWhenItTakesNothingAndNotBefore(SlowPolicy policy)
    {
        using HandStage stage = NewStage(policy);
        for (int i = 0; i < 3; i++)
        {
            stage.Loop.BacklogBytes--;
            stage.Beat(StallMs + 1);
        }

        CloseReason? taking = stage.Loop.Closed;
        stage.Beat(StallMs + 1);
        Assert.That((taking, stage.Loop.Closed), Is.EqualTo(((CloseReason?)null, (CloseReason?)CloseReason.TooSlow)));
    }

    [Test]
    public void AClientThatTakesNoneOfTheLatestBooksIsClosed()
    {
        using HandStage stage = NewStage(SlowPolicy.Conflate, snapshotBytes: 1);
        Change(stage);
        stage.Loop.OnSent = frame => stage.Loop.BacklogBytes += frame.Length;
        stage.Loop.BacklogBytes = 0;
        stage.Sessions.OnDrained(HandLoop.Id);
        stage.Turn(); // one book, which it does not take
        stage.Beat(5000);
        stage.Beat(StallMs + 1);
        Assert.That(stage.Loop.Closed, Is.EqualTo(CloseReason.TooSlow));
    }

    private static HandStage NewStage(SlowPolicy policy, int snapshotBytes = 128 << 10)
    {
        HandStage stage = new(options => options with { Limits = new SessionLimits { StallMs = StallMs, SnapshotBytes = snapshotBytes } });
        stage.LogOn();
        stage.Subscribe(1, "*", policy: policy);
        stage.Loop.BacklogBytes = 100_000;
        stage.Sessions.OnBacklog(HandLoop.Id, stage.Loop.BacklogBytes);
        return stage;
    }

    private static void Change(HandStage stage)
    {
        for (int i = 0; i < 2; i++) stage.Feed.Quote(i, 200 + stage.Loop.Frames.Count);
        stage.Feed.Publish();
        stage.Turn();
    }

    private static void AssertLevelAndRight(HandStage stage)
    {
        stage.Feed.Quote(0, 7);
        stage.Feed.Quote(1, 8);
        stage.Feed.Publish();
        stage.Turn();
        using ClientBooks books = ClientBooks.Of(stage.Loop.Frames);
        Assert.That((stage.Loop.NoticesOf(NoticeKind.Level).Count(), books.Broken), Is.EqualTo((1, new List<string>())));
        Assert.That((books.IsRight(0, stage.Feed.RightImage(0)), books.IsRight(1, stage.Feed.RightImage(1))), Is.EqualTo((true, true)));
    }
}
