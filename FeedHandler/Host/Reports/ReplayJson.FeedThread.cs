using System.Text.Json;
using FeedHandler.Engine;
using FeedHandler.Latency.Stalls;

namespace FeedHandler.Host.Reports;

internal static partial class ReplayJson
{
    private static void WriteFeedThread(Utf8JsonWriter writer, PollCounters polls)
    {
        writer.WriteStartObject("feedThread");
        writer.WriteBoolean("spinning", polls.IsSpinning);
        writer.WriteNumber("polls", polls.PollCount);
        writer.WriteNumber("emptyPolls", polls.EmptyCount);
        if (polls.DutyCycle is { } share) writer.WriteNumber("dutyCycle", Math.Round(share, 6));
        else writer.WriteNull("dutyCycle");
        writer.WriteNumber("burstMax", polls.BurstMax);
        writer.WriteStartArray("bursts");
        for (int power = 0; power <= PollCounters.BurstPowerMax; power++)
        {
            if (polls.BurstCount(power) == 0) continue;
            writer.WriteStartObject();
            writer.WriteNumber("upTo", 1L << power);
            writer.WriteNumber("count", polls.BurstCount(power));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteStalls(writer, polls);
        writer.WriteEndObject();
    }

    private static void WriteStalls(Utf8JsonWriter writer, PollCounters polls)
    {
        StallLog stalls = polls.Stalls;
        writer.WriteStartObject("stalls");
        writer.WriteNumber("fromNs", polls.StallNs);
        writer.WriteNumber("count", stalls.Count);
        writer.WriteNumber("maxNs", stalls.Durations.MaxNs);
        WriteCauses(writer, polls);
        writer.WriteStartArray("latest");
        for (long number = Math.Max(0, stalls.Count - StallLog.KeptCount); number < stalls.Count; number++)
        {
            if (stalls.TryRead(number, out Stall stall)) WriteStall(writer, stall);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteCauses(Utf8JsonWriter writer, PollCounters polls)
    {
        writer.WriteStartArray("byCause");
        foreach (StallCause cause in StallCauses.All)
        {
            writer.WriteStartObject();
            writer.WriteString("cause", StallCauses.NameOf(cause));
            writer.WriteNumber("count", polls.Stalls.CountOf(cause));
            writer.WriteNumber("durationNs", polls.Stalls.DurationNsOf(cause));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("interrupts");
        foreach ((string name, long count) in polls.Interrupters)
        {
            writer.WriteStartObject();
            writer.WriteString("source", name);
            writer.WriteNumber("count", count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteStall(Utf8JsonWriter writer, in Stall stall)
    {
        writer.WriteStartObject();
        writer.WriteNumber("endNs", stall.EndNs);
        writer.WriteNumber("durationNs", stall.DurationNs);
        writer.WriteString("cause", StallCauses.NameOf(stall.Cause));
        writer.WriteNumber("packets", stall.PacketCount);
        writer.WriteEndObject();
    }
}
