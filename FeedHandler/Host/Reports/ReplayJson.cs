using System.Globalization;
using System.Text.Json;
using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Export;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Host.Reports;

/// <summary>A replay's report as JSON; docs/replay-json.md is its contract.</summary>
internal static partial class ReplayJson
{
    private const int FormatVersion = 4;

    /// <summary>Writes the report as one indented object and a line end.</summary>
    /// <param name="output">Takes the text.</param>
    /// <param name="report">What to write.</param>
    /// <param name="repeats">The digests of all runs, in order.</param>
    public static void Write(TextWriter output, FeedReport report, IReadOnlyList<FeedReport> repeats) =>
        JsonPage.Write(output, writer => WriteMembers(writer, report, repeats));

    private static void WriteMembers(Utf8JsonWriter writer, FeedReport report, IReadOnlyList<FeedReport> repeats)
    {
        writer.WriteNumber("formatVersion", FormatVersion);
        writer.WriteString("version", VersionAction.Version);
        writer.WriteString("venue", report.Venue);
        writer.WriteNumber("digestVersion", EventDigest.Version);
        WriteFiles(writer, report);
        if (report.Receiver is not null) WriteReceiver(writer, report.Receiver, report.ChannelIds);
        if (report.Polls is not null) WriteFeedThread(writer, report.Polls);
        WriteTime(writer, report);
        WritePackets(writer, report.Packets, report.CutFrames);
        WriteChannels(writer, report);
        WriteVerification(writer, report.Verification);
        WriteFrames(writer, report);
        WriteMessages(writer, report.Messages);
        WriteCounts(writer, "decoding", report.Decoding);
        writer.WriteNumber("events", report.EventCount);
        writer.WriteNumber("eventsPerSecond", Math.Round(report.EventsPerSecond));
        writer.WriteString("digest", report.Digest);
        WriteInstruments(writer, report);
        WriteStrategies(writer, report);
        if (report.HasLatency) writer.WriteLatency(report.Latency);
        WriteExtras(writer, report);
        writer.WriteNumber("allocatedBytesHotPath", report.AllocatedBytesHotPath);
        writer.WriteNumber("gcCollections", report.GcCollections);
        WriteThreads(writer, report.Threads);
        WriteRepeats(writer, repeats);
        writer.WriteTexts("warnings", report.Warnings);
        writer.WriteTexts("failures", report.Failures);
    }

    private static void WriteFrames(Utf8JsonWriter writer, FeedReport report)
    {
        WriteCounts(writer, "frames", report.Frames);
        WriteCounts(writer, "opened", report.Opened);
    }

    private static void WriteExtras(Utf8JsonWriter writer, FeedReport report)
    {
        if (report.Flight is { } flight) FlightText.Write(writer, flight);
        if (report.Gateway is { } gateway) GatewayText.WriteMember(writer, gateway);
        if (report.Publish is { } published) PublicationText.WriteMember(writer, published);
    }

    private static void WriteFiles(Utf8JsonWriter writer, FeedReport report)
    {
        writer.WriteStartArray("files");
        foreach (FileReport file in report.Files)
        {
            writer.WriteStartObject();
            writer.WriteString("path", file.Path);
            writer.WriteNumber("bytes", file.Bytes);
            writer.WriteString("end", file.End);
            if (file.EndReason.Length > 0) writer.WriteString("endReason", file.EndReason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTime(Utf8JsonWriter writer, FeedReport report)
    {
        writer.WriteStartObject("captureTime");
        writer.WriteString("firstNs", report.Run.HasTimes ? Invariant(report.Run.FirstRxNs) : null);
        writer.WriteString("lastNs", report.Run.HasTimes ? Invariant(report.Run.LastRxNs) : null);
        writer.WriteEndObject();
        writer.WriteNumber("wallNs", report.Run.WallNs);
        writer.WriteBoolean("stopped", report.Run.WasStopped);
    }

    private static void WriteStrategies(Utf8JsonWriter writer, FeedReport report)
    {
        writer.WriteStartArray("strategies");
        foreach (StrategyOutcome strategy in report.Strategies)
        {
            writer.WriteStartObject();
            writer.WriteString("name", strategy.Name);
            writer.WriteString("digest", strategy.Digest(report.ChannelIds));
            writer.WriteNumber("events", strategy.EventCount);
            writer.WriteNumber("allocatedBytes", strategy.AllocatedBytes);
            if (strategy.Failure is { } failure) writer.WriteString("failure", failure);
            WriteResults(writer, strategy.Results);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteResults(Utf8JsonWriter writer, IReadOnlyList<StrategyResult> results)
    {
        writer.WriteStartObject("results");
        foreach (StrategyResult result in results)
        {
            writer.WritePropertyName(result.Name);
            if (result.Value is long whole) writer.WriteNumberValue(whole);
            else if (result.Value is decimal number) writer.WriteNumberValue(number);
            else writer.WriteStringValue((string)result.Value);
        }

        writer.WriteEndObject();
    }

    private static void WriteThreads(Utf8JsonWriter writer, ThreadReport threads)
    {
        writer.WriteStartObject("threads");
        writer.WriteString("mode", threads.Mode);
        writer.WriteString("wait", threads.Wait);
        writer.WriteString("clock", threads.Clock);
        writer.WriteNumber("coreCount", threads.CoreCount);
        writer.WriteNumber("ringSize", threads.RingSize);
        if (threads.FeedCore is { } core) writer.WriteNumber("feedCore", core);
        if (threads.FeedPriority is { } priority) writer.WriteNumber("feedPriority", priority);
        writer.WriteStartArray("strategyCores");
        foreach (int? strategyCore in threads.StrategyCores)
        {
            if (strategyCore is { } pinned) writer.WriteNumberValue(pinned);
            else writer.WriteNullValue();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteRepeats(Utf8JsonWriter writer, IReadOnlyList<FeedReport> repeats)
    {
        writer.WriteStartArray("runs");
        foreach (FeedReport repeat in repeats)
        {
            writer.WriteStartObject();
            writer.WriteString("digest", repeat.Digest);
            writer.WriteNumber("wallNs", repeat.Run.WallNs);
            writer.WriteBoolean("stopped", repeat.Run.WasStopped);
            writer.WriteNumber("allocatedBytesHotPath", repeat.AllocatedBytesHotPath);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string Invariant(long value) => value.ToString(CultureInfo.InvariantCulture);
}
