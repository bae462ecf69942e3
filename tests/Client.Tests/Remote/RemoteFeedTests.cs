using FeedHandler.Client.Tests.Remote.Support;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Tests.Support;
using BookState = FeedHandler.Core.Books.BookState;
using EventFlags = FeedHandler.Core.Events.EventFlags;
using StatisticKind = FeedHandler.Core.Events.StatisticKind;

namespace FeedHandler.Client.Tests.Remote;

/// <summary>Rule: what a gateway says is told as a shared feed's is, as often as was asked for, and nothing that it should not say is believed.</summary>
public sealed class RemoteFeedTests
{
    [Test]
    public void SnapshotFirstThenEvents()
    {
        using RemoteStage stage = new();
        SubscribeMessageIs(stage.Gateway.Begin(), pattern: "*", hasResume: false);
        stage.Gateway.Send(Frames.Definition(0, 100));
        stage.Until(() => stage.Feed.InstrumentCount == 1, "the definition");
        Assert.That((stage.Poll(), stage.Seen.Told, stage.Feed.Count), Is.EqualTo((SharedFeedPoll.Waiting, new List<string>(), 0)));
        stage.Gateway.Send(Frames.Snapshot(0, 100, bid: 50));
        stage.Gateway.Send(Frames.SnapshotsEnd());
        stage.Gateway.Send(Frames.Quote(0, 103, previous: 90, bid: 51));
        Assert.That(stage.Told(2), Is.EqualTo(new[] { "snapshot I0", "event I0" }));
        Assert.That((stage.Bid(0), stage.Feed.Count, stage.Feed.Sequence, stage.Feed.AwaitsBooks), Is.EqualTo((51L, 1, 103L, false)));
        Assert.That(stage.Feed.Connected!.Port, Is.EqualTo(stage.Gateway.Port));
    }

    [Test]
    public void FramesMayComeInHalves()
    {
        using RemoteStage stage = new RemoteStage().Begun();
        byte[] frame = new byte[512];
        int length = Frames.Quote(0, 101, previous: 100, bid: 60)(frame);
        for (int i = 0; i < length; i++)
        {
            stage.Gateway.SendBytes(frame.AsSpan(i, 1));
            stage.Poll();
        }

        Assert.That((stage.Told(1)[0], stage.Bid(0)), Is.EqualTo(("event I0", 60L)));
    }

    [Test]
    public void AtTheEndOfAMatchEventABookIsToldOnceThoughAnotherInstrumentEndsIt()
    {
        using RemoteStage stage = new RemoteStage(Delivery.EndOfEvent).Begun();
        stage.Gateway.Send(Frames.Quote(0, 101, 100, bid: 60, EventFlags.None));
        stage.Gateway.Send(Frames.Quote(0, 102, 101, bid: 61, EventFlags.LastOfInstrument));
        stage.Gateway.Send(Frames.Heartbeat(105));
        stage.Until(() => stage.Feed.Sequence == 105, "the heartbeat");
        Assert.That((stage.Told(1), stage.Bid(0)), Is.EqualTo((new List<string> { "change I0" }, 61L)));
    }

    [Test]
    public void BestPricesAreABookOfTheirOwn()
    {
        using RemoteStage stage = new RemoteStage(Delivery.TopOfBook).Begun();
        stage.Gateway.Send(Frames.Top(0, 101, bid: 60));
        Assert.That((stage.Told(1)[0], stage.Bid(0)), Is.EqualTo(("change I0", 60L)));
        Assert.That((stage.Seen.Images[0].State, stage.Seen.Images[0].DirectDepth), Is.EqualTo((BookState.Partial, 1)), "the ask is not known");
        Assert.That(stage.Seen.EventCount, Is.EqualTo(1), "prices came in place of events");
        Assert.That(stage.Seen.Statistics[0].IsInDoubt(StatisticKind.Settlement), Is.True, "best prices come without it");
        stage.Gateway.Send(Frames.Top(0, 102, bid: 60));
        stage.Gateway.Send(Frames.Gap(103, previousOfChannel: 99));
        Assert.That(stage.Told(2), Is.EqualTo(new[] { "channel 310 Gap", "change I0" }), "the same top is not told again, doubt is");
    }

    [TestCase(Delivery.Interval, SnapshotCause.Interval, "change I0")]
    [TestCase(Delivery.EndOfEvent, SnapshotCause.Conflated, "change I0")]
    [TestCase(Delivery.EveryEvent, SnapshotCause.Conflated, "snapshot I0")]
    public void ABookInPlaceOfEventsIsAChangeWhereEventsAreNotAskedFor(Delivery delivery, SnapshotCause cause, string told)
    {
        using RemoteStage stage = new RemoteStage(delivery).Begun();
        stage.Gateway.Send(Frames.Snapshot(0, 105, bid: 70, cause));
        Assert.That((stage.Told(1)[0], stage.Bid(0)), Is.EqualTo((told, 70L)));
        if (delivery == Delivery.Interval) return;
        stage.Gateway.Send(Frames.Quote(0, 108, previous: 104, bid: 71));
        stage.Told(1);
        Assert.That(stage.Bid(0), Is.EqualTo(71), "events go on behind it");
    }

    [Test]
    public void WhatASlowClientLostIsToldAndBooksBeginAgain()
    {
        using RemoteStage stage = new RemoteStage().Begun();
        stage.Gateway.Send(Frames.Notice(NoticeKind.Lost, count: 12));
        stage.Gateway.Send(Frames.Quote(0, 120, previous: 119, bid: 1)); // of before the snapshot
        stage.Gateway.Send(Frames.Snapshot(0, 120, bid: 80, SnapshotCause.Skipped));
        stage.Gateway.Send(Frames.SnapshotsEnd());
        stage.Gateway.Send(Frames.Quote(0, 121, previous: 120, bid: 81));
        Assert.That(stage.Told(3), Is.EqualTo(new[] { "lost 12", "snapshot I0", "event I0" }));
        Assert.That((stage.Bid(0), stage.Feed.LostCount), Is.EqualTo((81L, 12L)));
    }

    [Test]
    public void AFeedThatBeginsAgainIsNoContinuation()
    {
        using RemoteStage stage = new RemoteStage().Begun();
        stage.Gateway.Send(Frames.Notice(NoticeKind.FeedRestarted, epoch: 8));
        stage.Gateway.Send(Frames.Definition(0, 101));
        stage.Gateway.Send(Frames.Snapshot(0, 101, bid: 5, SnapshotCause.Restart));
        stage.Gateway.Send(Frames.SnapshotsEnd());
        Assert.That(stage.Told(2), Is.EqualTo(new[] { "restart", "snapshot I0" }));
        stage.Until(() => !stage.Feed.AwaitsBooks, "the books");
        Assert.That((stage.Feed.RestartCount, stage.Feed.Epoch), Is.EqualTo((1L, 8L)));
    }

    [Test]
    public void TheEndOfTheFeedIsKnown()
    {
        using RemoteStage stage = new RemoteStage().Begun();
        Assert.That((stage.Poll(), stage.Feed.HasWriter), Is.EqualTo((SharedFeedPoll.Idle, true)));
        stage.Gateway.Send(Frames.Notice(NoticeKind.FeedEnded));
        stage.Until(() => stage.Feed.HasEnded, "the end");
        Assert.That((stage.Poll(), stage.Feed.HasWriter), Is.EqualTo((SharedFeedPoll.Ended, false)));
    }

    [Test]
    public void AFeedThatIsGoneHasNotEnded()
    {
        using RemoteStage stage = new RemoteStage().Begun();
        Assert.That(stage.Feed.HasWriter, Is.True);
        stage.Gateway.Send(Frames.Notice(NoticeKind.FeedGone));
        stage.Until(() => !stage.Feed.HasWriter, "the feed to be gone");
        Assert.That((stage.Poll(), stage.Feed.HasEnded), Is.EqualTo((SharedFeedPoll.Idle, false)));
    }

    [Test]
    public void TheLastBooksOfAFeedThatHasEndedAreNoSignOfLife()
    {
        using RemoteStage stage = new();
        stage.Gateway.LetIn();
        stage.Gateway.Send(Frames.Notice(NoticeKind.FeedEnded));
        stage.Gateway.Answer(stage.Gateway.ExpectSubscribe().RequestId);
        stage.Gateway.Send(Frames.Definition(0, 100));
        stage.Gateway.Send(Frames.Snapshot(0, 100, bid: 5));
        stage.Gateway.Send(Frames.SnapshotsEnd());
        stage.Until(() => stage.Poll() == SharedFeedPoll.Ended, "the end");
        Assert.That((stage.Told(1)[0], stage.Feed.HasEnded, stage.Feed.HasWriter), Is.EqualTo(("snapshot I0", true, false)));
        stage.Gateway.Send(Frames.Quote(0, 101, 100, bid: 6));
        stage.Told(1);
        Assert.That((stage.Feed.HasEnded, stage.Feed.HasWriter), Is.EqualTo((false, true)), "an event behind it is one");
    }

    [Test]
    public void WhoeverWaitsIsWoken()
    {
        using RemoteStage stage = new RemoteStage().Begun();
        using CancellationTokenSource enough = new();
        Task given = Waiting(stage, enough.Token);
        Assert.That(given.IsCompleted, Is.False);
        enough.Cancel();
        Within.Patiently(given, "the waiting to be given up");
        Task woken = stage.Feed.WaitAsync(timeoutMs: 60_000).AsTask();
        stage.Gateway.Send(Frames.Quote(0, 101, 100, bid: 60));
        Within.Patiently(woken, "something to come");
        Within.Patiently(Task.Run(() => stage.Feed.Wait(timeoutMs: 60_000)), "what has come to end a wait");
        Assert.That((stage.Poll(), stage.Told(1)[0]), Is.EqualTo((SharedFeedPoll.Taken, "event I0")));
    }

    // What the gateway still had to say, such as that it lives, ends a wait, too.
    private static Task Waiting(RemoteStage stage, CancellationToken enough)
    {
        Task waiting = Task.CompletedTask;
        for (int attempt = 0; attempt < 50 && waiting.IsCompleted; attempt++)
        {
            stage.Poll();
            waiting = stage.Feed.WaitAsync(timeoutMs: 60_000, enough).AsTask();
        }

        return waiting;
    }

    [Test]
    public void ALongWaitIsALongWait()
    {
        const int Hour = 4_294_968; // more microseconds than 32 bits count, by 704
        using RemoteStage stage = new RemoteStage().Begun();
        bool isSent = false;
        Task<bool> woken = Task.Run(() =>
        {
            stage.Feed.Wait(timeoutMs: Hour);
            return Volatile.Read(ref isSent);
        });
        Thread.Sleep(50); // long enough for a wait of 704 us to be over
        Volatile.Write(ref isSent, true);
        stage.Gateway.Send(Frames.Quote(0, 101, 100, bid: 60));
        Assert.That(Within.Patiently(woken, "the wait to end"), Is.True, "it ended before anything came");
    }

    [Test]
    public void WhatNobodyAskedForIsLeftAlone()
    {
        using RemoteStage stage = new RemoteStage(pattern: "I0").Begun();
        stage.Gateway.Send(Frames.Definition(1, 100));
        stage.Gateway.Send(Frames.Snapshot(1, 100, bid: 1));
        stage.Gateway.Send(Frames.Quote(1, 101, 100, bid: 2));
        stage.Gateway.Send(Frames.Snapshot(0, 60, bid: 1)); // of before what is known
        stage.Gateway.Send(Frames.Quote(0, 102, 100, bid: 90));
        Assert.That((stage.Told(1)[0], stage.Bid(0), stage.Feed.Count), Is.EqualTo(("event I0", 90L, 1)));
        Assert.That(stage.Feed.StrayCount, Is.EqualTo(3));
    }

    [TestCase(255)]
    [TestCase(256)]
    [TestCase(MarketEvent.InstrumentIndexMax)]
    public void AnInstrumentIsFoundWhateverItsIndex(int index)
    {
        using RemoteStage stage = new RemoteStage().Begun();
        stage.Gateway.Send(Frames.Definition(index, 100));
        stage.Gateway.Send(Frames.Snapshot(index, 100, bid: 7));
        stage.Gateway.Send(Frames.Quote(index, 101, 100, bid: 8));
        Assert.That(stage.Told(2), Is.EqualTo(new[] { $"snapshot I{index}", $"event I{index}" }));
        Assert.That((stage.Bid(index), stage.Feed.Count, stage.Feed.StrayCount), Is.EqualTo((8L, 2, 0L)));
    }

    [Test]
    public void AnInstrumentWithoutRoomIsCountedOnceHoweverOftenItIsTold()
    {
        using RemoteStage stage = new RemoteStage(change: static options => options with { InstrumentCountMax = 1 }).Begun();
        for (int i = 0; i < 3; i++)
        {
            stage.Gateway.Send(Frames.Definition(1, 100 + i));
            stage.Gateway.Send(Frames.Snapshot(1, 100 + i, bid: 1));
        }

        stage.Gateway.Send(Frames.Quote(0, 104, 100, bid: 90));
        Assert.That((stage.Told(1)[0], stage.Feed.Count, stage.Feed.LeftOutCount), Is.EqualTo(("event I0", 1, 1)));
    }

    [Test]
    public void FollowingAllocatesNothing()
    {
        using RemoteStage stage = new RemoteStage().Begun();
        SilentSubscriber silent = new();
        byte[] frames = new byte[64 << 10];
        long sequence = 100;
        Assert.That(AllocationMeter.BytesOf(() => Follow(stage, silent, frames, ref sequence)), Is.Zero);
        Assert.That(silent.ToldCount, Is.Positive);
    }

    private static void Follow(RemoteStage stage, SilentSubscriber silent, byte[] frames, ref long sequence)
    {
        MarketEvent told = new() { Kind = EventKind.Book, Action = BookAction.Overlay, Level = 1, PriceNano = 5, Quantity = 5, Flags = EventFlags.EndOfEvent };
        for (int round = 0; round < 20; round++)
        {
            int length = 0;
            for (int i = 0; i < 100; i++)
            {
                Wire.EventPlace place = new(sequence + 1, sequence, 0, Frames.ChannelId);
                length += Wire.FrameEncoder.Encode(told, place, frames.AsSpan(length));
                sequence++;
            }

            stage.Gateway.SendBytes(frames.AsSpan(0, length));
            while (stage.Feed.Sequence < sequence) stage.Feed.Poll(silent);
        }
    }

    private static void SubscribeMessageIs(in Wire.SubscribeMessage asked, string pattern, bool hasResume) =>
        Assert.That((asked.Pattern, asked.Resume is not null, asked.RequestId), Is.EqualTo((pattern, hasResume, 1u)));

    private sealed class SilentSubscriber : IBookSubscriber
    {
        public long ToldCount { get; private set; }

        public void OnEvent(in SubscribedBook book, in MarketEvent marketEvent) => ToldCount++;
    }
}
