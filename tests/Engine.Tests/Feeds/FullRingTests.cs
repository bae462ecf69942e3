using FeedHandler.Core.Events;
using FeedHandler.Engine.Tests.Support;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Engine.Tests.Feeds;

/// <summary>What a full ring does to a strategy is said for each, or for all: the feed waits for it, or takes it off. It is never given books with holes.</summary>
public sealed class FullRingTests
{
    private const int RingSize = 64;
    private const long EventCount = 5693;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [TestCase(true)]
    [TestCase(false)]
    public void AStrategyThatIsARingBehindIsTakenOffAndTheOthersGoOn(bool isOfTheFeed)
    {
        using ManualResetEventSlim go = new();
        CountingSink all = new("all");
        FeedBuilder builder = Feed.Cme().Replay(Recorded.Capture).Ring(RingSize).Sink(all);
        builder = isOfTheFeed
            ? builder.Options(static options => options with { FullRing = FullRing.Detach }).Strategy(new StuckStrategy(go))
            : builder.Strategy(new MicropriceStrategy()).Strategy(new StuckStrategy(go), fullRing: FullRing.Detach);
        using Feed feed = builder.Start();
        Assert.That(() => all.Count, Is.EqualTo(EventCount).After(60_000, 5), "the feed does not wait for it");
        go.Set();
        feed.Wait();

        if (!isOfTheFeed) Assert.That(feed.Report.Digest, Is.EqualTo(Recorded.Digest), "that of the strategy that was given everything");
        StrategyOutcome stuck = feed.Report.Strategies[^1];
        Assert.That(stuck.Failure, Does.Contain("fell a whole ring behind the feed and lost").And.Contain("taken off the ring"));
        Assert.That(feed.Report.Failures, Has.Some.Contains("stuck"));
        Assert.That(stuck.Results.Single().Value, Is.LessThanOrEqualTo(1L), "nothing is told to it after the events that it lost");
    }

    [Test]
    public void AStrategyThatKeepsUpIsToldEverythingThoughNobodyWouldWaitForIt()
    {
        using Feed feed = Feed.Cme().Replay(Recorded.Capture).Ring(8192).Strategy(new MicropriceStrategy(), fullRing: FullRing.Detach).Start();
        feed.Wait();

        Assert.That(feed.Report.Strategies[0].Digest(feed.Report.ChannelIds), Is.EqualTo(Recorded.Digest), "the capture's events fit the ring");
        Assert.That((feed.Report.Strategies[0].HasFeedsBooks, feed.Report.Failures.Count), Is.EqualTo((true, 0)));
    }

    [Test]
    public void ASinkThatIsTakenOffIsAWarning()
    {
        using ManualResetEventSlim go = new();
        CountingSink stuck = new("stuck") { Taken = _ => go.Wait(Patience) };
        CountingSink all = new("all");
        using Feed feed = Feed.Cme().Replay(Recorded.Capture).Ring(RingSize).Sink(all).Sink(stuck, FullRing.Detach).Start();
        Assert.That(() => all.Count, Is.EqualTo(EventCount).After(60_000, 5));
        go.Set();
        feed.Wait();

        Assert.That((stuck.Count <= 1, stuck.LostCount), Is.EqualTo((true, 0L)), "it is told of no event after those that it lost");
        Assert.That(feed.Report.Warnings, Has.Some.StartsWith("stuck: it fell a whole ring behind"));
    }

    [Test]
    public void WhatCannotBeIsRefusedBeforeTheStart()
    {
        FeedBuilder Replay() => Feed.Cme().Replay(Recorded.Capture);
        Assert.That(() => Replay().Strategy(new MicropriceStrategy(), fullRing: FullRing.Skip).Start(), Throws.TypeOf<FeedException>().With.Message.Contains("Wait or Detach"));
        Assert.That(() => Replay().Options(static options => options with { FullRing = FullRing.Skip }).Start(), Throws.TypeOf<FeedException>().With.Message.Contains("Wait or Detach"));
        Assert.That(
            () => Replay().Strategy(new MicropriceStrategy(), fullRing: FullRing.Detach).Inline().Start(), Throws.TypeOf<FeedException>().With.Message.Contains("Inline"));
    }

    private sealed class StuckStrategy(ManualResetEventSlim go) : Strategy
    {
        private long _taken;

        public override string Name => "stuck";

        public override void OnDefinition(in BookView book, in MarketEvent definition)
        {
            _taken++;
            go.Wait(Patience);
        }

        public override void Report(StrategyResults results) => results.Add("taken", _taken);
    }
}
