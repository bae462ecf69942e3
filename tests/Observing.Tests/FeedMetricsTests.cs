using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Venues;
using FeedHandler.Engine;
using FeedHandler.Latency.Stages;
using FeedHandler.Ring;
using FeedHandler.Tests.Support;

namespace FeedHandler.Observing;

/// <summary>What is scraped is what the report says, in a form that Prometheus' own tool takes, and costs no garbage.</summary>
public sealed class FeedMetricsTests
{
    private RecordedFeed _feed = null!;

    [OneTimeSetUp]
    public void Replay() => _feed = new RecordedFeed();

    [OneTimeTearDown]
    public void Close() => _feed.Dispose();

    [Test]
    public void WhatIsScrapedIsWhatTheReportSays()
    {
        FeedReport report = _feed.Feed.Report;
        FeedStatus status = _feed.Feed.NewStatus().Read();

        Assert.That(report.Run.PacketCount, Is.GreaterThan(1000));
        Assert.That(_feed.Sum("feedhandler_line_received_packets_total"), Is.EqualTo(status.Packets));
        Assert.That(_feed.Sum("feedhandler_channel_gaps_total"), Is.EqualTo(status.Gaps));
        Assert.That(_feed.Sum("feedhandler_channel_messages_total"), Is.EqualTo(status.Channels[0].Messages.Total).And.Positive);
        Assert.That(
            _feed.Sum("feedhandler_line_delivered_packets_total", "line=\"B\""),
            Is.EqualTo(FeedStatus.Delivered(status.Channels[0].Arbitration, Line.B)).And.Positive);
        RingWorkerReport[] consumers = new RingWorkerReport[1];
        Assert.That(status.ReadConsumers(consumers), Is.EqualTo(1));
        Assert.That(_feed.Sum("feedhandler_consumer_events_total"), Is.EqualTo(consumers[0].TakenCount).And.Positive);
    }

    [Test]
    public void EveryPacketOfALineIsOfOneOutcome() => Assert.That(
        _feed.Sum("feedhandler_line_received_packets_total"),
        Is.EqualTo(((string[])["delivered", "duplicate", "late", "damaged", "foreign"]).Sum(what => _feed.Sum($"feedhandler_line_{what}_packets_total"))
            + _feed.Sum("feedhandler_line_held_packets")));

    [Test]
    public void PercentilesCountAndSumAreThoseOfTheReport()
    {
        LatencyRow row = _feed.Feed.Report.Latency!.Stages.Single(static row => row.Stage == Stage.Decode);

        Assert.That(_feed.Sum("feedhandler_stage_latency_seconds_count", "decode"), Is.EqualTo(row.Count).And.Positive);
        Assert.That(_feed.Sum("feedhandler_stage_latency_seconds_sum", "decode"), Is.EqualTo(row.MeanNs * row.Count / 1e9).Within(0.001).Percent);
        Assert.That(_feed.Sum("feedhandler_stage_latency_seconds", "stage=\"decode\",quantile=\"0.999\""), Is.EqualTo(row.P999 / 1e9).Within(1e-12));
        Assert.That(_feed.Sum("feedhandler_stage_latency_max_seconds", "decode"), Is.EqualTo(row.MaxNs / 1e9).Within(1e-12));
    }

    [Test]
    public void BucketsCountWhatDoesNotExceedTheirBound()
    {
        LatencyRow row = _feed.Feed.Report.Latency!.Stages.Single(static row => row.Stage == Stage.Book);
        double[] counts = [.. ((string[])["0.0000001", "0.000001", "0.00001", "1.0", "+Inf"])
            .Select(bound => _feed.Sum("feedhandler_stage_duration_seconds_bucket", $"stage=\"book\",le=\"{bound}\""))];

        Assert.That(counts, Is.Ordered.And.All.LessThanOrEqualTo(row.Count));
        Assert.That(counts[^1], Is.EqualTo(row.Count));
        Assert.That(counts[1], Is.GreaterThanOrEqualTo(row.Count * (row.P50 <= 1000 ? 0.5 : 0)).And.LessThanOrEqualTo(row.Count * (row.P50 > 1001 ? 0.5 : 1)));
    }

    [Test]
    public void TheLastMinuteIsToldBesideTheSession()
    {
        string text = Encoding.UTF8.GetString(_feed.Scrape());

        Assert.That(text, Does.Contain("feedhandler_stage_latency_window_seconds{stage=\"endToEnd\",window=\"1m\",percentile=\"100\"}"));
        Assert.That(text, Does.Contain("feedhandler_channel_latency_window_seconds{channel=\"310\",window=\"1s\",percentile=\"99.9\"}"));
    }

    [Test]
    public void PacketsAreToldByChannelLineAndClass()
    {
        ChannelReport channel = _feed.Feed.Report.Channels[0];
        WayReport trades = channel.Ways.First(static way => way.Class == TemplateClass.Trade);
        string labels = $"channel=\"{channel.Id}\",receiver=\"captures\"";

        Assert.That(_feed.Sum("feedhandler_channel_latency_seconds_count", labels), Is.EqualTo(channel.Ways.Sum(static way => way.Durations.TotalCount)).And.Positive);
        Assert.That(_feed.Sum("feedhandler_channel_duration_seconds_bucket", $"{labels},le=\"+Inf\""), Is.EqualTo(channel.Ways.Sum(static way => way.Durations.TotalCount)));
        Assert.That(
            _feed.Sum("feedhandler_packet_latency_seconds", $"{labels},line=\"{trades.Line}\",class=\"trade\",quantile=\"0.999\""),
            Is.EqualTo(trades.Durations.PercentileNs(99.9) / 1e9).Within(1e-12));
    }

    [Test]
    public void PrometheusTakesTheText()
    {
        byte[] text = _feed.Scrape();

        (int exitCode, string output) = Promtool.Run(text, "check", "metrics");

        Assert.That((exitCode, output), Is.EqualTo((0, "")));
    }

    [Test]
    public void OpenMetricsNamesUnitsAndEnds()
    {
        string text = Encoding.UTF8.GetString(_feed.Scrape(isOpen: true));

        Assert.That(text, Does.EndWith("\n# EOF\n"));
        Assert.That(text, Does.Contain("\n# TYPE feedhandler_channel_gaps counter\n").And.Contain("\nfeedhandler_channel_gaps_total{"));
        Assert.That(text, Does.Contain("\n# UNIT feedhandler_gc_pause_seconds seconds\n"));
    }

    [Test]
    public void NoSeriesStandsThereTwice()
    {
        string[] series = [.. Encoding.UTF8.GetString(_feed.Scrape()).Split('\n').Where(static line => line.Length > 0 && line[0] != '#')
            .Select(static line => line[..line.LastIndexOf(' ')])];

        Assert.That(series, Is.Unique.And.Length.GreaterThan(80));
    }

    [Test]
    [NonParallelizable]
    public void ReadingAllocatesNothing() => Assert.That(AllocationMeter.BytesOf(_feed.ScrapeAgain), Is.Zero);

    [Test]
    public void InstrumentsTellTheSame()
    {
        Dictionary<string, double> seen = [];
        using MetricInstruments instruments = new(_feed.Metrics);
        using MeterListener listener = new()
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == MetricInstruments.MeterName) listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => seen[instrument.Name] = seen.GetValueOrDefault(instrument.Name) + value);
        listener.Start();
        listener.RecordObservableInstruments();

        Assert.That(seen["feedhandler_channel_messages"], Is.EqualTo(_feed.Sum("feedhandler_channel_messages_total")));
        Assert.That(seen["feedhandler_stage_latency_count"], Is.EqualTo(_feed.Sum("feedhandler_stage_latency_seconds_count")));
        Assert.That(seen["process_cpu"], Is.Positive);
    }

    [Test]
    public void NothingIsReadOfAFeedThatIsClosed()
    {
        using RecordedFeed feed = new();
        feed.Metrics.Dispose();
        ArrayBufferWriter<byte> text = new();

        Assert.That(feed.Metrics.TryWrite(text, isOpen: false), Is.False);
        Assert.That(text.WrittenCount, Is.Zero);
    }
}
