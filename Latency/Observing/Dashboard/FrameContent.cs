using System.Text.Json;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Intervals;
using FeedHandler.Latency.Stages;
using FeedHandler.Latency.Stalls;
using FeedHandler.Ring;

namespace FeedHandler.Observing;

/// <summary>What a frame says: the second before it, and the whole session. The contract is in docs/dashboard.md.</summary>
/// <param name="status">The feed, read in passing.</param>
/// <param name="intervals">What stages took in the second.</param>
internal sealed partial class FrameContent(FeedStatus status, StageIntervals intervals)
{
    private const int ListedMax = 16; // channels, consumers and stalls of a frame
    private const int ConsumersMax = 64;
    private readonly FrameStage _stages = new();
    private readonly FrameWire _wire = new(status);
    private readonly RingWorkerReport[] _consumers = new RingWorkerReport[ConsumersMax];
    private readonly DurationHistogram _margins = new(StageHistograms.HighestNs);
    private int _consumerCount;
    private long _stallsTold;
    private long _packets;
    private long _events;
    private int _collections = GC.CollectionCount(0);
    private double _seconds;

    /// <summary>Reads the feed and writes an object.</summary>
    /// <param name="writer">Takes it.</param>
    public void Write(Utf8JsonWriter writer)
    {
        status.Read();
        intervals.Take();
        _consumerCount = status.ReadConsumers(_consumers);
        writer.WriteStartObject();
        writer.WriteNumber("timeMs", DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        WriteRates(writer);
        writer.WriteNumber("gaps", status.Gaps);
        writer.WriteNumber("lost", status.Lost);
        writer.WriteNumber("needyBooks", status.NeedyBooks);
        WriteThread(writer);
        WriteSpikes(writer);
        WriteStages(writer);
        _wire.Write(writer);
        WriteChannels(writer);
        WriteConsumers(writer);
        writer.WriteEndObject();
    }

    private void WriteRates(Utf8JsonWriter writer)
    {
        double seconds = status.Elapsed.TotalSeconds;
        double passed = Math.Max(seconds - _seconds, 0.001);
        long events = 0;
        for (int i = 0; i < _consumerCount; i++) events = Math.Max(events, _consumers[i].TakenCount);
        writer.WriteNumber("elapsedSeconds", Math.Round(seconds, 3));
        writer.WriteNumber("packets", status.Packets);
        writer.WriteNumber("packetsPerSecond", Math.Round((status.Packets - _packets) / passed, 1));
        writer.WriteNumber("eventsPerSecond", Math.Round((events - _events) / passed, 1));
        (_seconds, _packets, _events) = (seconds, status.Packets, events);
        int collections = GC.CollectionCount(0);
        writer.WriteNumber("collections", collections - _collections);
        _collections = collections;
    }

    private void WriteThread(Utf8JsonWriter writer)
    {
        if (status.Polls is not { IsSpinning: true } polls) return;
        writer.WriteNumber("dutyCycle", Math.Round(polls.DutyCycle ?? 0, 4));
        writer.WriteNumber("burstMax", polls.BurstMax);
        writer.WriteNumber("stalls", polls.Stalls.Count);
        writer.WriteStartArray("newStalls");
        long nowNs = default(MonotonicClock).NowNs();
        for (_stallsTold = Math.Max(_stallsTold, polls.Stalls.Count - ListedMax); _stallsTold < polls.Stalls.Count; _stallsTold++)
        {
            if (!polls.Stalls.TryRead(_stallsTold, out Stall stall)) continue;
            writer.WriteStartObject();
            writer.WriteNumber("agoMs", Math.Max(0, nowNs - stall.EndNs) / 1_000_000);
            writer.WriteNumber("durationNs", stall.DurationNs);
            writer.WriteString("cause", StallCauses.NameOf(stall.Cause));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteStages(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("stages");
        foreach (Stage stage in StageNames.InOrder)
        {
            if (intervals.IsEmpty) break;
            _stages.Write(writer, StageNames.NameOf(stage), intervals.Read(stage), status.Latency.Read(stage));
        }

        writer.WriteEndArray();
    }

    private void WriteChannels(Utf8JsonWriter writer)
    {
        writer.WriteNumber("channelCount", status.Channels.Count);
        writer.WriteStartArray("channels");
        for (int i = 0; i < Math.Min(ListedMax, status.Channels.Count); i++)
        {
            ChannelState channel = status.Channels[i];
            writer.WriteStartObject();
            writer.WriteNumber("channel", channel.Id);
            writer.WriteNumber("gaps", channel.Arbitration.Gaps);
            writer.WriteNumber("lost", channel.Arbitration.Lost);
            writer.WriteNumber("instruments", channel.Instruments.Count);
            writer.WriteNumber("restored", channel.Recovery?.Restored ?? 0);
            WriteLine(writer, channel, Line.A);
            WriteLine(writer, channel, Line.B);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteLine(Utf8JsonWriter writer, ChannelState channel, Line line)
    {
        writer.WriteStartObject(line == Line.A ? "lineA" : "lineB");
        writer.WriteNumber("delivered", FeedStatus.Delivered(channel.Arbitration, line));
        if (status.Margins.Count > channel.Index)
        {
            _margins.Reset(); // percentiles are of a copy: the feed thread goes on counting
            _margins.Add(line == Line.A ? status.Margins[channel.Index].FirstA : status.Margins[channel.Index].FirstB);
            writer.WriteNumber("first", _margins.TotalCount);
            writer.WriteNumber("aheadP50", _margins.PercentileNs(50));
            writer.WriteNumber("aheadP99", _margins.PercentileNs(99));
            writer.WriteNumber("aheadMax", _margins.MaxNs);
        }

        writer.WriteEndObject();
    }

    private void WriteConsumers(Utf8JsonWriter writer)
    {
        writer.WriteNumber("consumerCount", _consumerCount);
        writer.WriteStartArray("consumers");
        for (int i = 0; i < Math.Min(ListedMax, _consumerCount); i++)
        {
            RingWorkerReport consumer = _consumers[i];
            writer.WriteStartObject();
            writer.WriteString("name", consumer.Name);
            writer.WriteNumber("events", consumer.TakenCount);
            writer.WriteNumber("lag", consumer.LagCount);
            writer.WriteNumber("lagMax", consumer.LagCountMax);
            writer.WriteNumber("lost", consumer.LostCount);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
