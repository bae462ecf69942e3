using System.Globalization;
using FeedHandler.Core.Events;
using FeedHandler.Engine.Tests.Support;
using FeedHandler.Latency.FlightRecorder;
using FeedHandler.Replay;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Engine.Tests.Feeds;

/// <summary>A strategy that stalls once on the feed thread, or behind the ring, and what is saved of it.</summary>
public sealed class FlightTests
{
    // So long that no machine that is busy with something else comes near it.
    private const long BudgetNs = 2_000_000_000;
    private const int LateUpdate = 2000; // of which the recorder still has the packet when the capture has ended
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(3);
    private readonly List<(string Name, byte[] Bytes)> _files = [];

    [Test]
    public void AStallIsSavedWithWhatIsAroundItAndNothingElse()
    {
        FeedReport report = Run(new StallingStrategy(2000), isInline: true, new FlightOptions(BudgetNs) { Before = 5, After = 3 });

        Assert.That((report.Digest, report.Flight!.PacketsOver, report.Flight.NotSaved), Is.EqualTo((Recorded.Digest, 1L, 0L)));
        Assert.That(report.Flight.Files.Select(static file => (file.Packets, file.Channel)), Is.EqualTo(new[] { (9, 310) }));
        Assert.That(report.Flight.Worst.Stages.PublishNs, Is.GreaterThan(BudgetNs), "without a ring strategies are run where events are published");
        string[] comments = CommentsOf(_files.Single().Bytes);
        Assert.That(comments, Has.Length.EqualTo(9));
        Assert.That(comments.Count(static comment => comment.StartsWith("budget", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(comments[5], Does.StartWith("budget 2000000000 ns exceeded: "));
        Assert.That(comments[5], Does.Contain("; receive ").And.Contain(", book ").And.Contain(", publish "));
    }

    [Test]
    public void ALateEventBehindTheRingIsSavedByItsPacket()
    {
        FeedReport report = Run(new StallingStrategy(LateUpdate), isInline: false, new FlightOptions(BudgetNs));

        Assert.That(report.Digest, Is.EqualTo(Recorded.Digest));
        Assert.That((report.Flight!.PacketsOver, report.Flight.EventsOver > 0), Is.EqualTo((0L, true)), "those behind it in the ring waited as long");
        Assert.That(report.Flight.Files.Single().Spike.StrategyNs, Is.GreaterThan(BudgetNs));
        string[] comments = CommentsOf(_files.Single().Bytes);
        string[] late = [.. comments.Where(static comment => comment.Contains("to the end of the strategy", StringComparison.Ordinal))];
        Assert.That(late, Has.Length.EqualTo(1).And.All.StartsWith($"budget {BudgetNs} ns exceeded: event "), "what exceeded it stands first");
    }

    [Test]
    public void WithoutAStallNothingIsWritten()
    {
        FeedReport report = Run(new MicropriceStrategy(), isInline: false, new FlightOptions(FlightOptions.BudgetNsMax));

        Assert.That((report.Digest, report.Flight!.PacketsOver, report.Flight.EventsOver, _files.Count), Is.EqualTo((Recorded.Digest, 0L, 0L, 0)));
        Assert.That(report.AllocatedBytesHotPath, Is.Zero);
    }

    [Test]
    public void OfManyPacketsOverTheBudgetOneASecondIsSaved()
    {
        FeedReport report = Run(new MicropriceStrategy(), isInline: true, new FlightOptions(1) { Before = 0, After = 0, SpikesMax = 1 });

        Assert.That(report.Flight!.PacketsOver, Is.GreaterThan(1000));
        Assert.That((report.Flight.Files.Count, report.Flight.NotSaved), Is.EqualTo((1, report.Flight.PacketsOver - 1)));
        Assert.That((report.Digest, report.AllocatedBytesHotPath), Is.EqualTo((Recorded.Digest, 0L)));
    }

    [Test]
    public void ADiskThatIsFullCostsNeitherFeedNorReport()
    {
        FeedReport report = Run(new MicropriceStrategy(), isInline: true, new FlightOptions(1), static (_, _) => "no space left");

        Assert.That((report.Digest, report.Flight!.Files.Count, report.Flight.Failures[0]), Is.EqualTo((Recorded.Digest, 0, "no space left")));
    }

    [Test]
    public void WhatWasSavedReplaysToTheEventsOfItsPackets()
    {
        Run(new MicropriceStrategy(), isInline: true, new FlightOptions(1) { After = 60 }); // the first packet is over it: it begins where the feed did
        string path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}-{_files.Single().Name}");
        File.WriteAllBytes(path, _files[0].Bytes);
        try
        {
            KeepingStrategy whole = Keep(Recorded.Capture);
            KeepingStrategy saved = Keep(path);
            Assert.That(saved.Events, Is.Not.Empty.And.EqualTo(whole.Events.Take(saved.Events.Count)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static KeepingStrategy Keep(string capture)
    {
        KeepingStrategy strategy = new();
        using Feed feed = Feed.Cme().Replay(capture).Strategy(strategy).Inline().Start();
        feed.Wait();
        return strategy;
    }

    private static string[] CommentsOf(byte[] capture)
    {
        string path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}.pcapng");
        File.WriteAllBytes(path, capture);
        try
        {
            using CaptureFile file = CaptureFile.Open(path);
            CaptureReader reader = file.CreateReader();
            List<string> comments = [];
            while (reader.TryRead(out CaptureRecord record))
            {
                int offset = 0;
                comments.Add(record.Options.TryReadComment(ref offset, out ReadOnlySpan<byte> text) ? System.Text.Encoding.UTF8.GetString(text) : "");
            }

            return [.. comments];
        }
        finally
        {
            File.Delete(path);
        }
    }

    private FeedReport Run<TStrategy>(TStrategy strategy, bool isInline, FlightOptions flight, Func<string, Action<Stream>, string?>? write = null)
        where TStrategy : IStrategy
    {
        _files.Clear();
        using CaptureSet captures = CaptureSet.Open(new CaptureSettings([Recorded.Capture], null, CaptureSet.TrailerNames[0]));
        using Feed feed = Feed.Cme().Replay(captures).Options(options => options with { IsInline = isInline, Flight = flight }).Strategy(strategy)
            .WhenOpen(open => open.SaveSpikes(captures.Lines.Entries, write ?? Take)).Start();
        feed.Wait();
        return feed.Report;
    }

    private string? Take(string name, Action<Stream> write)
    {
        using MemoryStream stream = new();
        write(stream);
        _files.Add((name, stream.ToArray()));
        return null;
    }

    private sealed class StallingStrategy(int at) : Strategy
    {
        private int _count;

        public override string Name => "stalling";

        public override void OnBook(in BookView book, in MarketEvent update)
        {
            if (Interlocked.Increment(ref _count) == at) Thread.Sleep(Stall);
        }
    }

    private sealed class KeepingStrategy : Strategy
    {
        public List<string> Events { get; } = [];

        public override string Name => "keeping";

        public override void OnBook(in BookView book, in MarketEvent update) => Keep(update);

        public override void OnTrade(in BookView book, in MarketEvent trade) => Keep(trade);

        private void Keep(in MarketEvent of) => Events.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{of.Kind} {of.Action} {of.Side} {of.SeqNum} {of.RptSeq} {of.InstrumentIndex} {of.PriceNano} {of.Quantity} {of.Flags} {of.RxNs}"));
    }
}
