using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Core.Venues;
using FeedHandler.Engine;
using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Wire;

namespace FeedHandler.Observing;

/// <content>Packets: how long they are on their way to the feed thread, and how long they take on it, by channel, line and class.</content>
public sealed partial class FeedMetrics
{
    private readonly List<(DurationHistogram Source, Durations Durations)> _packets = [];
    private readonly List<(PacketWays Source, Durations Durations)> _channels = [];
    private readonly DurationHistogram _coarse = PacketWays.NewHistogram();

    private string ReceiverName => _status.Receiver?.Kind.ToString() ?? "captures";

    private void AddWire()
    {
        Metric way = Summary("feedhandler_wire_latency_seconds", "How long packets were on a section of their way to the feed thread, since the start.");
        Metric most = Gauge("feedhandler_wire_latency_max_seconds", "The longest that a packet was on that section, since the start.");
        Metric negative = Counter("feedhandler_wire_negative_total", "Packets that arrived on a section before they left, as the clocks had it: counted as 0.");
        Metric error = Gauge("feedhandler_wire_clock_error_seconds", "The most by which stage clock and wall clock were seen to disagree.");
        Metric steps = Counter("feedhandler_wire_clock_steps_total", "How often the wall clock was set, or the feed thread was away for too long to tell.");
        if (_status is not { Wire: { } wire, Receiver: { } receiver }) return;
        error.Add(() => wire.ErrorNs / NsPerSecond);
        steps.Add(() => wire.StepCount);
        for (int i = 0; i < receiver.Groups.Count; i++)
        {
            if (wire[i] is not { } times) continue;
            (string, string)[] labels =
                [("channel", Number(receiver.Groups[i].Feed.ChannelId)), ("line", $"{receiver.Groups[i].Line}"), ("group", $"{receiver.Groups[i].Group}")];
            AddSection(times.ToReceive, "exchangeToReceive");
            if (times.IsStamped) AddSection(times.ToUser, "receiveToUser");

            void AddSection(DurationHistogram source, string section)
            {
                Durations durations = new();
                _packets.Add((source, durations));
                AddDurations(way, most, durations, [.. labels, ("section", section)]);
                negative.Add(() => source.NegativeCount, [.. labels, ("section", section)]);
            }
        }
    }

    private void AddPackets()
    {
        Metric whole = Summary("feedhandler_channel_latency_seconds", "What packets of a channel took on the feed thread, until their events were published.");
        Metric wholeMost = Gauge("feedhandler_channel_latency_max_seconds", "The longest that a packet of a channel took there, since the start.");
        Metric buckets = Histogram("feedhandler_channel_duration_seconds", "The same durations by upper bound, for percentiles of a time between two scrapes.");
        Metric parts = Summary("feedhandler_packet_latency_seconds", "The same by the line that was first and by what packets are about.");
        Metric partsMost = Gauge("feedhandler_packet_latency_max_seconds", "The longest of these, since the start.");
        foreach (ChannelState channel in _status.Channels)
        {
            if (channel.Ways is not { } ways) continue;
            (string, string)[] labels = [("channel", Number(channel.Id)), ("receiver", ReceiverName)];
            Durations durations = new();
            _channels.Add((ways, durations));
            AddDurations(whole, wholeMost, durations, labels);
            AddBuckets(buckets, durations, labels);
            AddClasses(parts, partsMost, ways, labels);
        }
    }

    private void AddClasses(Metric summary, Metric longest, PacketWays ways, (string Name, string Value)[] labels)
    {
        foreach (Line line in (Line[])[Line.A, Line.B])
        {
            for (int i = 0; i < TemplateClasses.Count; i++)
            {
                Durations durations = new();
                _packets.Add((ways[line, (TemplateClass)i], durations));
                AddDurations(summary, longest, durations, [.. labels, ("line", $"{line}"), ("class", TemplateClasses.NameOf((TemplateClass)i))]);
            }
        }
    }

    private void ReadPackets()
    {
        foreach ((DurationHistogram source, Durations durations) in _packets)
        {
            _coarse.Reset(); // the feed thread goes on counting, and percentiles are for a histogram that rests
            _coarse.Add(source);
            durations.Read(_coarse);
        }

        foreach ((PacketWays source, Durations durations) in _channels)
        {
            _coarse.Reset();
            source.AddTo(_coarse);
            durations.Read(_coarse);
        }
    }
}
