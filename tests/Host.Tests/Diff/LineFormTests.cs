using System.Text;
using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Diff;
using FeedHandler.Host.Diff.Compared;
using FeedHandler.Host.Diff.Lines;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Reports.Events;
using FeedHandler.Host.Tests.Diff.Support;

namespace FeedHandler.Host.Tests.Diff;

/// <summary>Lines are read as what they were written of.</summary>
public sealed class LineFormTests
{
    [Test]
    public void EveryEventIsReadAsItWasWritten()
    {
        using DiffCase one = new(seed: 7, eventCount: 3000);
        EventCollector collector = new();
        using MemoryStream text = new();
        EventLines lines = new(PipelineOptions.InstrumentsMaxDefault, [310]);
        lines.Begin(text);
        using (Feed feed = Feed.Cme().Replay(one.Pcap).Inline().Sink(collector).Sink(lines).Start()) feed.Wait();
        lines.Dispose();
        string[] written = Encoding.UTF8.GetString(text.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        LineParser parser = new(PipelineOptions.InstrumentsMaxDefault);

        Assert.That(written, Has.Length.EqualTo(collector.Events.Count));
        Assert.That(collector.Events.Select(static each => each.Kind).Distinct().Count(), Is.GreaterThanOrEqualTo(9), "of most kinds");
        for (int index = 0; index < written.Length; index++) Check(parser.Parse(Encoding.UTF8.GetBytes(written[index]), index + 1), collector.Events[index], written[index]);
    }

    [TestCase("0", 0)]
    [TestCase("-0.000000001", -1)]
    [TestCase("9223372036.854775807", long.MaxValue)]
    [TestCase("-9223372036.854775808", long.MinValue)]
    [TestCase("1.5", 1_500_000_000)]
    public void DecimalsAreReadExactly(string text, long nano)
    {
        Assert.That(DecimalText.TryParse(Encoding.ASCII.GetBytes(text), out long read), Is.True);
        Assert.That(read, Is.EqualTo(nano));
    }

    [TestCase("")]
    [TestCase("-")]
    [TestCase(".5")]
    [TestCase("1.")]
    [TestCase("1.0000000000")]
    [TestCase("9223372036.854775808")]
    [TestCase("1e3")]
    [TestCase("99999999999999999999999999999999999999999")]
    public void WhatIsNoSuchDecimalIsRefused(string text) => Assert.That(DecimalText.TryParse(Encoding.ASCII.GetBytes(text), out _), Is.False);

    private static void Check(in DiffEvent read, in MarketEvent made, string line)
    {
        long? id = made.InstrumentIndex == MarketEvent.NoInstrument ? null : read.SecurityId;
        Assert.That(EventIdentity.AreEqual(read, new DiffEvent { Event = made, SecurityId = id }), Is.True, line);
        Assert.That((read.Event.InstrumentIndex, read.Event.RxNs), Is.EqualTo((made.InstrumentIndex, made.RxNs)), line);
    }

    private sealed class EventCollector : IFeedSink
    {
        public string Name => "collector";

        public List<MarketEvent> Events { get; } = [];

        public void OnEvent(in MarketEvent marketEvent) => Events.Add(marketEvent);
    }
}
