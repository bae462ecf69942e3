using System.Text.Json;
using FeedHandler.Core.Venues;
using FeedHandler.Engine;
using FeedHandler.Latency.Histograms;
using FeedHandler.Receivers;

namespace FeedHandler.Host.Reports;

/// <content>Durations of packets: on their way to the feed thread, and on it.</content>
internal static partial class ReplayJson
{
    private static void WriteWire(Utf8JsonWriter writer, WireReport wire)
    {
        writer.WriteStartObject("wire");
        writer.WriteNumber("clockErrorNs", wire.ErrorNs);
        writer.WriteNumber("clockSteps", wire.StepCount);
        writer.WriteStartArray("groups");
        foreach (WireGroupReport group in wire.Groups)
        {
            writer.WriteStartObject();
            writer.WriteNumber("channel", group.Group.Feed.ChannelId);
            writer.WriteString("line", group.Group.Line.ToString());
            writer.WriteString("group", group.Group.Group.ToString());
            writer.WriteString("stamps", StampWords.Of(group.Stamps));
            WriteDurations(writer, "exchangeToReceiveNs", group.ToReceive);
            if (group.Stamps != TimestampKind.None) WriteDurations(writer, "receiveToUserNs", group.ToUser);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteWays(Utf8JsonWriter writer, ChannelReport channel)
    {
        if (channel.Ways.Count == 0) return;
        writer.WriteStartArray("packetLatency");
        foreach (WayReport way in channel.Ways)
        {
            writer.WriteStartObject();
            writer.WriteString("line", way.Line.ToString());
            writer.WriteString("class", TemplateClasses.NameOf(way.Class));
            WriteDurations(writer, "latencyNs", way.Durations);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteDurations(Utf8JsonWriter writer, string name, DurationHistogram durations)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("count", durations.TotalCount);
        if (durations.TotalCount > 0)
        {
            writer.WriteNumber("p50", durations.PercentileNs(50));
            writer.WriteNumber("p99", durations.PercentileNs(99));
            writer.WriteNumber("p999", durations.PercentileNs(99.9));
            writer.WriteNumber("max", durations.MaxNs);
        }

        if (durations.NegativeCount > 0) writer.WriteNumber("negativeCount", durations.NegativeCount);
        if (durations.OverRangeCount > 0) writer.WriteNumber("overRangeCount", durations.OverRangeCount);
        writer.WriteEndObject();
    }
}
