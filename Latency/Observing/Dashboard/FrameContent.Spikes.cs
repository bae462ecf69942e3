using System.Text.Json;
using FeedHandler.Engine;
using FeedHandler.Latency.FlightRecorder;

namespace FeedHandler.Observing;

/// <content>What the flight recorder saved since the frame before, for marks on an axis of time; all that is known of it is at /api/spikes.</content>
internal sealed partial class FrameContent
{
    private int _spikesTold;

    private void WriteSpikes(Utf8JsonWriter writer)
    {
        if (status.PacketsOver is not { } over) return;
        IReadOnlyList<FlightFile> files = status.Spikes;
        writer.WriteNumber("packetsOver", over);
        writer.WriteNumber("spikes", files.Count);
        writer.WriteStartArray("newSpikes");
        long nowMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        for (_spikesTold = Math.Max(_spikesTold, files.Count - ListedMax); _spikesTold < files.Count; _spikesTold++)
        {
            FlightSpike spike = files[_spikesTold].Spike;
            writer.WriteStartObject();
            writer.WriteNumber("agoMs", SpikeFiles.AgoMs(status, spike, nowMs));
            writer.WriteNumber("durationNs", Math.Max(spike.TotalNs, spike.EventNs));
            writer.WriteString("file", files[_spikesTold].Name);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
