using FeedHandler.Core.Events;
using FeedHandler.Engine.Tests.Support;

namespace FeedHandler.Engine.Tests.Feeds;

/// <summary>Sinks come and go while a feed runs, and what a full ring does is said for each.</summary>
public sealed class SinkTests
{
    private const int RingSize = 64;
    private static long EventCount => 4246;

    [Test]
    public void ASinkFromTheStartIsGivenEveryEvent()
    {
        CountingSink sink = new();
        using Feed feed = Feed.Cme().Replay(Recorded.Capture).Ring(RingSize).Sink(sink).Start();
        feed.Wait();

        Assert.That((sink.Count, feed.Report.EventCount), Is.EqualTo((EventCount, EventCount)));
    }

    [Test]
    public void ASinkThatIsAttachedLaterIsGivenWhatComesThen()
    {
        using ManualResetEventSlim go = new();
        CountingSink first = new("first") { Taken = _ => go.Wait() };
        CountingSink late = new("late");
        using Feed feed = Feed.Cme().Replay(Recorded.Capture).Ring(RingSize).Sink(first).Start();
        Assert.That(() => feed.Status.ConsumerCount, Is.EqualTo(2).After(30_000, 5), "the strategy in nobody's place, and the first sink");
        Assert.That(() => feed.Status.Consumer(0).TakenCount, Is.EqualTo(RingSize).After(30_000, 5), "the ring is full: the feed waits for the first sink");
        using IDisposable attached = feed.Attach(late);
        go.Set();
        feed.Wait();

        Assert.That(late.Count, Is.EqualTo(EventCount - RingSize));
    }

    [Test]
    public void ASinkThatIsRemovedIsGivenNothingMoreAndHoldsNobody()
    {
        using ManualResetEventSlim go = new();
        CountingSink removed = new("removed") { Taken = _ => go.Wait() };
        CountingSink other = new("other");
        using Feed feed = Feed.Cme().Replay(Recorded.Capture).Ring(RingSize).Sink(other).Start();
        IDisposable attached = Attach(feed, removed);
        go.Set();
        attached.Dispose();
        long count = removed.Count;
        feed.Wait();

        Assert.That(removed.Count, Is.EqualTo(count));
        Assert.That(other.Count, Is.EqualTo(EventCount));
    }

    [Test]
    public void TheFeedWaitsForASinkAndCountsItUnderItsName()
    {
        using ManualResetEventSlim go = new();
        CountingSink slow = new("slow") { Taken = _ => go.Wait() };
        using Feed feed = Feed.Cme().Replay(Recorded.Capture).Ring(RingSize).Sink(slow).Start();
        Assert.That(() => feed.Status.ConsumerCount > 1 && feed.Status.Consumer(0).TakenCount == RingSize, Is.True.After(30_000, 5));
        go.Set();
        feed.Wait();

        Assert.That((feed.Status.Consumer(1).Name, feed.Status.Consumer(1).GateWaitCount), Is.EqualTo(("slow", 1)).Using<(string, long)>(
            static (actual, expected) => actual.Item1 == expected.Item1 && actual.Item2 >= expected.Item2));
    }

    [Test]
    public void TheFeedNeverWaitsForASinkThatSkipsAndItKnowsWhatItLost()
    {
        using ManualResetEventSlim go = new();
        CountingSink stuck = new("stuck") { Taken = _ => go.Wait() };
        CountingSink all = new("all");
        using Feed feed = Feed.Cme().Replay(Recorded.Capture).Ring(RingSize).Sink(all).Sink(stuck, FullRing.Skip).Start();
        Assert.That(() => all.Count, Is.EqualTo(EventCount).After(60_000, 5), "everybody else is given everything while it is stuck");
        go.Set();
        feed.Wait();

        Assert.That(stuck.LostCount, Is.Positive);
        Assert.That(stuck.Count + stuck.LostCount, Is.EqualTo(EventCount));
    }

    [Test]
    public void AfterTheEndNothingCanBeAttached()
    {
        using Feed feed = Feed.Cme().Replay(Recorded.Capture).Start();
        feed.Wait();

        Assert.That(() => feed.Attach(new CountingSink("late")), Throws.InvalidOperationException.With.Message.Contains("late cannot be attached"));
    }

    private static IDisposable Attach(Feed feed, IFeedSink sink) => feed.Attach(sink);
}
