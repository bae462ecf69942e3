using FeedHandler.Core.Events;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Venues;
using FeedHandler.Engine.Tests.Support;
using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Intervals;
using FeedHandler.Latency.Stages;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Engine.Tests.Feeds;

/// <summary>What a stranger writes against the engine, and what he may rely on.</summary>
public sealed class FeedTests
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task AReplayGivesTheEventsOfItsManifest(bool isInline)
    {
        FeedBuilder builder = Feed.Cme().Replay(Recorded.Capture).Strategy(new MicropriceStrategy());
        await using Feed feed = (isInline ? builder.Inline() : builder).Start();
        await feed.Completion;

        Assert.That(feed.Report.Digest, Is.EqualTo(Recorded.Digest));
        Assert.That(feed.Report.Failures, Is.Empty);
        Assert.That(feed.Report.Strategies[0].Results.Select(static result => result.Name), Is.EqualTo(new[] { "buySignals", "sellSignals", "trades" }));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void EveryPacketThatDidNotWaitIsTimedByTheLineThatWasFirstAndByItsClass(bool isInline)
    {
        FeedBuilder builder = Feed.Cme().Replay(Recorded.Capture);
        using Feed feed = (isInline ? builder.Inline() : builder).Start();
        feed.Wait();
        ChannelReport channel = feed.Report.Channels[0];
        long Timed(Line line) => channel.Ways.Where(way => way.Line == line).Sum(static way => way.Durations.TotalCount);

        Assert.That(Timed(Line.A) + Timed(Line.B), Is.EqualTo(channel.Packets.Both.Delivered - channel.Packets.Reordered).And.Positive);
        Assert.That((Timed(Line.A), Timed(Line.B)), Is.LessThanOrEqualTo((channel.Packets.LineA.Delivered, channel.Packets.LineB.Delivered)));
        Assert.That(
            channel.Ways.Select(static way => way.Class).Distinct(),
            Is.SupersetOf(new[] { TemplateClass.Definition, TemplateClass.Status, TemplateClass.Trade, TemplateClass.Book, TemplateClass.Orders }));
    }

    [Test]
    public void TheLastMinuteOfAShortFeedIsAllOfIt()
    {
        using Feed feed = Feed.Cme().Replay(Recorded.Capture).WhenOpen(static feed => Assert.That(feed.Windows.IsEmpty, Is.False)).Start();
        feed.Wait();
        feed.Windows.Look();
        DurationHistogram read = DurationWindows.NewHistogram();

        feed.Windows.Read(Stage.Decode, LatencyWindow.Minute, read);
        Assert.That(read.TotalCount, Is.EqualTo(feed.Report.Latency["decode"].Count).And.Positive);
        Assert.That(read.MaxNs, Is.EqualTo(feed.Report.Latency["decode"].MaxNs).Within(1).Percent);
        feed.Windows.ReadChannel(0, LatencyWindow.Minute, read);
        Assert.That(read.TotalCount, Is.EqualTo(feed.Report.Channels[0].Ways.Sum(static way => way.Durations.TotalCount)).And.Positive);
        feed.Windows.ReadChannel(1, LatencyWindow.Minute, read);
        Assert.That(read.TotalCount, Is.Zero, "a channel that there is not");
        feed.Windows.Look();
        feed.Windows.Read(Stage.Decode, LatencyWindow.Second, read);
        Assert.That(read.TotalCount, Is.Zero, "nothing since the look before");
    }

    [Test]
    public void WithoutStampsNoPacketIsTimed()
    {
        using Feed feed = Feed.Cme().Replay(Recorded.Capture).Options(static options => options with { HasStamps = false }).Start();
        feed.Wait();

        Assert.That(feed.Report.Channels.SelectMany(static channel => channel.Ways), Is.Empty);
        Assert.That(feed.Windows.IsEmpty, Is.True);
    }

    [Test]
    public void AClosedFeedKeepsTheWindowsItHadAndBeginsNone()
    {
        Feed watched = Feed.Cme().Replay(Recorded.Capture).WhenOpen(static feed => Assert.That(feed.Windows.IsEmpty, Is.False)).Start();
        Feed unwatched = Feed.Cme().Replay(Recorded.Capture).Start();
        watched.Wait();
        unwatched.Wait();
        watched.Dispose();
        unwatched.Dispose();

        Assert.That(watched.Windows.IsEmpty, Is.False);
        Assert.That(() => unwatched.Windows, Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void WithoutAStrategyTheBooksAndTheDigestAreStillThere()
    {
        using Feed feed = Feed.For("cme").Replay(Recorded.Capture).Start();
        feed.Wait();

        Assert.That((feed.Report.Digest, feed.Report.Instruments.Count), Is.EqualTo((Recorded.Digest, 12)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void AStrategyIsToldOfEveryKindOfEvent(bool isInline)
    {
        long[] seen = new long[32];
        CountingSink all = new();
        FeedBuilder builder = Feed.Cme().Replay(Recorded.Capture).Strategy(new SeenByKind(seen)).Sink(all);
        using Feed feed = (isInline ? builder.Inline() : builder).Start();
        feed.Wait();

        EventKind[] told =
        [
            EventKind.Definition, EventKind.Book, EventKind.Trade, EventKind.TradeOrder, EventKind.Volume, EventKind.Statistic, EventKind.Status,
        ];
        Assert.That(told.Select(kind => seen[(int)kind]), Is.EqualTo(told.Select(kind => all.ByKind[(int)kind])).And.All.Positive);
        Assert.That(seen[SeenByKind.EndOfEvent], Is.Positive);
        Assert.That(feed.Report.Strategies[0].Results.Single(), Is.EqualTo(new StrategyResult("trades", seen[(int)EventKind.Trade])));
    }

    [Test]
    public void SeveralStrategiesSeeTheSameAndHaveBooksOfTheirOwn()
    {
        using Feed feed = Feed.Cme().Replay(Recorded.Capture)
            .Strategy(new MicropriceStrategy(name: "one")).Strategy(() => new MicropriceStrategy(0.5, "two"), wait: WaitKind.Sleeping).Start();
        feed.Wait();

        Assert.That(feed.Report.Strategies.Select(static strategy => strategy.Name), Is.EqualTo(new[] { "one", "two" }));
        Assert.That(feed.Report.Strategies.Select(strategy => strategy.Digest(feed.Report.ChannelIds)), Is.All.EqualTo(Recorded.Digest));
        Assert.That(feed.Report.Strategies.Select(static strategy => strategy.HasFeedsBooks), Is.All.True);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void AStrategyThatFailsCostsItselfAndIsTold(bool isInline)
    {
        FeedBuilder builder = Feed.Cme().Replay(Recorded.Capture).Strategy(new FailingStrategy(100)).Strategy(new MicropriceStrategy());
        using Feed feed = (isInline ? builder.Inline() : builder).Start();
        feed.Wait();

        Assert.That(feed.Report.Failures.Single(), Does.Match(@"^failing failed after \d+ events, the others went on: InvalidOperationException: enough"));
        Assert.That(feed.Report.Strategies[0].EventCount, Is.InRange(99, 200), "the one at which it failed is not counted");
        Assert.That(feed.Report.Strategies[1].Digest(feed.Report.ChannelIds), Is.EqualTo(Recorded.Digest));
        Assert.That(feed.Report.Digest, Is.EqualTo(Recorded.Digest), "the feed's digest is that of one that was given everything");
    }

    [Test]
    public void WhatASinkThrowsEndsTheFeed()
    {
        using Feed feed = Feed.Cme().Replay(Recorded.Capture).Sink(new CountingSink { Taken = static _ => throw new IOException("the disk is full") }).Start();

        Assert.That(feed.Wait, Throws.TypeOf<IOException>().With.Message.EqualTo("the disk is full"));
        Assert.That(() => feed.Report, Throws.InvalidOperationException);
    }

    [Test]
    public void ThereIsNoReportBeforeTheEnd()
    {
        using ManualResetEventSlim go = new();
        using Feed feed = Feed.Cme().Replay(Recorded.Capture).Sink(new CountingSink { Taken = _ => go.Wait(TimeSpan.FromSeconds(60)) }).Ring(2048).Start();

        Assert.That(() => feed.Report, Throws.InvalidOperationException.With.Message.Contains("wait for Completion"));
        go.Set();
        feed.Wait();
        Assert.That(feed.Report.Digest, Is.EqualTo(Recorded.Digest));
    }

    [Test]
    public void StoppingLeavesAReportOfWhatWasReplayedUntilThen()
    {
        using ManualResetEventSlim go = new();
        using Feed feed = Feed.Cme().Replay(Recorded.Capture).Ring(64).Sink(new CountingSink { Taken = _ => go.Wait(TimeSpan.FromSeconds(60)) }).Start();
        feed.Stop();
        go.Set();
        feed.Wait();

        Assert.That(feed.Report.Run.WasStopped, Is.True);
        Assert.That(feed.Report.Warnings, Has.Some.Contains("stopped before the end"));
    }

    private sealed class FailingStrategy(int failAt) : Strategy
    {
        private int _count;

        public override string Name => "failing";

        public override void OnBook(in BookView book, in MarketEvent change) => Count();

        public override void OnDefinition(in BookView book, in MarketEvent definition) => Count();

        private void Count()
        {
            if (++_count >= failAt) throw new InvalidOperationException("enough");
        }
    }
}
