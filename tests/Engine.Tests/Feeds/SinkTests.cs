using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Engine.Tests.Support;
using FeedHandler.Ring;

namespace FeedHandler.Engine.Tests.Feeds;

/// <summary>Sinks come and go while a feed runs, and what a full ring does is said for each.</summary>
public sealed class SinkTests
{
    private const int RingSize = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static long EventCount => 5693;

    [Test]
    public void ASinkFromTheStartIsGivenEveryEvent()
    {
        CountingSink sink = new();
        using Feed feed = Feed.Cme().Replay(Recorded.Capture).Ring(RingSize).Sink(sink).Start();
        feed.Wait();

        Assert.That((sink.Count, feed.Report.EventCount), Is.EqualTo((EventCount, EventCount)));
    }

    [Test]
    public void DefinitionsAreThoseOfTheEventAtHandAndBeginWithTheFeed()
    {
        IReadOnlyList<DefinitionReplica> definitions = [];
        List<string> symbols = [];
        CountingSink sink = new() { Taken = Take };
        using Feed feed = Feed.Cme().Replay(Recorded.Capture).Ring(RingSize).Sink(sink).WhenOpen(opened => definitions = opened.NewDefinitions()).Start();
        feed.Wait();

        Assert.That(symbols, Has.Count.GreaterThanOrEqualTo(12).And.All.StartsWith("SIM"));
        Assert.That(feed.NewDefinitions, Throws.InvalidOperationException);
        foreach (DefinitionReplica channel in definitions) channel.Dispose();

        void Take(MarketEvent marketEvent)
        {
            if (marketEvent.Kind != EventKind.Definition) return;
            definitions[0].Apply(marketEvent);
            if ((marketEvent.Flags & EventFlags.Assumed) == 0) symbols.Add(definitions[0][marketEvent.InstrumentIndex].Symbol);
        }
    }

    [Test]
    public void ASinkThatIsAttachedLaterIsGivenWhatComesThen()
    {
        using ManualResetEventSlim go = new();
        CountingSink first = new("first") { Taken = _ => go.Wait(Patience) };
        CountingSink late = new("late");
        using Feed feed = Feed.Cme().Replay(Recorded.Capture).Ring(RingSize).Sink(first).Start();
        Assert.That(() => HasLag(feed, consumer: 1), Is.True.After(30_000, 5), "the feed has begun");
        using IDisposable attached = feed.Attach(late);
        go.Set();
        feed.Wait();

        Assert.That((first.OpenCount, late.OpenCount), Is.EqualTo((1, 0)), "only of what is there before the first event may definitions be followed");
        Assert.That(late.Count, Is.InRange(1, EventCount - 1));
        Assert.That(late.Events, Is.EqualTo(first.Events[^late.Events.Count..]), "every event from there to the end");
    }

    [Test]
    public void ASinkThatIsRemovedIsGivenNothingMoreAndHoldsNobody()
    {
        using ManualResetEventSlim go = new();
        CountingSink removed = new("removed") { Taken = _ => go.Wait(Patience) };
        CountingSink other = new("other");
        using Feed feed = Feed.Cme().Replay(Recorded.Capture).Ring(RingSize).Sink(other).Start();
        IDisposable attached = feed.Attach(removed);
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
        int count = 0;
        CountingSink slow = new("slow") { Taken = _ => Thread.Sleep(count++ < 300 ? 1 : 0) }; // no machine is so slow that 300 events take the feed as long
        using Feed feed = Feed.Cme().Replay(Recorded.Capture).Ring(RingSize).Sink(slow).Start();
        feed.Wait();

        RingWorkerReport report = Consumers(feed)[1];
        Assert.That((report.Name, slow.Count), Is.EqualTo(("slow", EventCount)));
        Assert.That(report.GateWaitCount, Is.Positive, "a ring of 64 cannot hold what the sink leaves for so long");
    }

    [Test]
    public void TheFeedNeverWaitsForASinkThatSkipsAndItKnowsWhatItLost()
    {
        using ManualResetEventSlim go = new();
        CountingSink stuck = new("stuck") { Taken = _ => go.Wait(Patience) };
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

    private static bool HasLag(Feed feed, int consumer) => Consumers(feed) is { } consumers && consumers.Length > consumer && consumers[consumer].LagCount > 0;

    private static RingWorkerReport[] Consumers(Feed feed)
    {
        RingWorkerReport[] reports = new RingWorkerReport[8];
        return reports[..feed.Status.ReadConsumers(reports)];
    }
}
