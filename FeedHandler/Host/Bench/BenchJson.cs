using System.Globalization;
using System.Text.Json;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Machine;

namespace FeedHandler.Host.Bench;

/// <summary>A measurement as JSON, to be kept and compared.</summary>
internal static class BenchJson
{
    /// <summary>The report as one indented object, without a line end.</summary>
    public static string Of(BenchReport report) => JsonPage.Of(writer => WriteMembers(writer, report));

    private static void WriteMembers(Utf8JsonWriter writer, BenchReport report)
    {
        writer.WriteMachine(report.Machine);
        writer.WriteString("command", report.Command);
        writer.WriteTexts("files", report.Files);
        if (report.Core is { } core) writer.WriteNumber("core", core);
        writer.WriteNumber("passes", report.PassCount);
        writer.WriteBoolean("stopped", report.WasStopped);
        writer.WriteStartObject("modes");
        foreach (BenchResult result in report.Results) WriteResult(writer, result);
        writer.WriteEndObject();
        if (report.Ring is not null) WriteRing(writer, report);
        writer.WriteTexts("warnings", report.Warnings);
        writer.WriteTexts("failures", report.Failures);
    }

    private static void WriteResult(Utf8JsonWriter writer, BenchResult result)
    {
        writer.WriteStartObject(result.Mode);
        writer.WriteNumber("packets", result.PacketCount);
        writer.WriteNumber("messages", result.Count.Messages);
        writer.WriteNumber("entries", result.Count.Entries);
        WritePer(writer, "nsPerPacket", result, result.PacketCount);
        WritePer(writer, "nsPerMessage", result, result.Count.Messages);
        WritePer(writer, "nsPerEntry", result, result.Count.Entries);
        writer.WriteNumber("allocatedBytes", result.AllocatedBytes);
        writer.WriteString("checksum", result.Count.Checksum.ToString("x16", CultureInfo.InvariantCulture));
        writer.WriteBoolean("passesAgree", result.DoPassesAgree);
        writer.WriteEndObject();
    }

    private static void WritePer(Utf8JsonWriter writer, string name, BenchResult result, long count)
    {
        if (count == 0) return;
        writer.WriteStartObject(name);
        writer.WriteNumber("median", Math.Round((double)result.MedianNs / count, 2));
        writer.WriteNumber("min", Math.Round((double)result.MinNs / count, 2));
        writer.WriteEndObject();
    }

    private static void WriteRing(Utf8JsonWriter writer, BenchReport report)
    {
        writer.WriteStartObject("ring");
        writer.WriteString("wait", report.RingWait);
        writer.WriteLatency(report.Ring!);
        writer.WriteEndObject();
    }
}
