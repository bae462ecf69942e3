using System.Text.Json;
using FeedHandler.Engine;
using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Intervals;

namespace FeedHandler.Observing;

/// <summary>What a frame says of packets on their way to the feed thread, by group and since the start. Allocates nothing.</summary>
/// <param name="status">The feed.</param>
internal sealed class FrameWire(FeedStatus status)
{
    private const int ListedMax = 16;
    private readonly DurationHistogram _copy = DurationWindows.NewHistogram(); // percentiles are of a copy: the feed thread goes on counting
    private readonly string[] _lines = [.. status.Receiver?.Groups.Select(static group => group.Line.ToString()) ?? []];

    /// <summary>Writes a list.</summary>
    /// <param name="writer">Takes it.</param>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("wire");
        int listedCount = 0;
        for (int i = 0; i < _lines.Length && listedCount < ListedMax; i++)
        {
            if (status.Wire?[i] is not { } times) continue;
            writer.WriteStartObject();
            writer.WriteNumber("channel", status.Receiver!.Groups[i].Feed.ChannelId);
            writer.WriteString("line", _lines[i]);
            Write(writer, times.ToReceive, ("exchangeToReceiveP50", "exchangeToReceiveP99", "exchangeToReceiveNegative"));
            if (times.IsStamped) Write(writer, times.ToUser, ("receiveToUserP50", "receiveToUserP99", "receiveToUserNegative"));
            writer.WriteEndObject();
            listedCount++;
        }

        writer.WriteEndArray();
    }

    private void Write(Utf8JsonWriter writer, DurationHistogram durations, (string P50, string P99, string Negative) names)
    {
        _copy.Reset();
        _copy.Add(durations);
        writer.WriteNumber(names.P50, _copy.PercentileNs(50));
        writer.WriteNumber(names.P99, _copy.PercentileNs(99));
        writer.WriteNumber(names.Negative, _copy.NegativeCount);
    }
}
