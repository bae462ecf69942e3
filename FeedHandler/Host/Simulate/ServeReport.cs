using System.Globalization;
using System.Text.Json;
using FeedHandler.Core.Packets;
using FeedHandler.Host.Publish;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Histograms;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Simulator;
using FeedHandler.Replay.Tcp;

namespace FeedHandler.Host.Simulate;

/// <summary>What a served channel published on each group, what was lost on purpose, and how well its times were kept.</summary>
internal sealed record ServeReport(
    IReadOnlyList<LineTarget> Targets, ServedChannel Channel, DurationHistogram Lateness, long ElapsedNs, LineSender Sender)
{
    private const double NsPerSecond = 1e9;

    /// <summary>Who served lost packets, or null.</summary>
    public ReplayServer? Replay { get; init; }

    /// <summary>Whether it was told to stop.</summary>
    public bool WasStopped { get; init; }

    /// <summary>Whether it has no end but being stopped.</summary>
    public bool IsEndless { get; init; }

    /// <summary>What could not be written.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>For a person.</summary>
    public void WriteText(TextPage output)
    {
        TextTable groups = new(["group", "", "packets", "bytes", "lost on purpose"]);
        for (int group = 0; group < Targets.Count; group++)
        {
            ServedGroup counts = Channel.Groups[group];
            string target = $"{Targets[group].Group} by {Targets[group].Interface}";
            groups.Add([LineMap.NameOf(Targets[group].Feed), target, Number(counts.PacketCount), Number(counts.ByteCount), Number(counts.LostCount)]);
        }

        groups.Write(output);
        output.WriteLine();
        output.Write(string.Create(CultureInfo.InvariantCulture, $"{Channel.EventCount} match events in {ElapsedNs / NsPerSecond:F3} s, "));
        output.WriteLine($"the sequence started again {Channel.RestartCount} times, last packet {Channel.Feed.SeqNum}");
        if (Replay is not null)
        {
            output.WriteLine($"replay server {Replay.EndPoint}: {Replay.ConnectionCount} connections, {Replay.RequestCount} requests served, "
                + $"{Replay.PacketCount} packets sent again, {Replay.RefusedCount} refused");
        }

        if (WasStopped) output.WriteLine(IsEndless ? "stopped, which alone ends it" : "stopped before the end");
        if (Sender.RefusedCount > 0) output.WriteLine($"refused by the system: {Sender.RefusedCount} ({Sender.LastFailure})");
        foreach (string failure in Failures) output.WriteLine($"FAILED: {failure}");
        output.WriteLine();
        TextTable table = new(PublishReport.Head);
        table.Add(PublishReport.Row("late against schedule", Lateness));
        table.Write(output);
    }

    /// <summary>For a program.</summary>
    public void WriteJson(TextWriter output) => JsonPage.Write(output, json =>
    {
        WriteGroups(json);
        json.WriteBoolean("stopped", WasStopped);
        json.WriteNumber("events", Channel.EventCount);
        json.WriteNumber("restarts", Channel.RestartCount);
        json.WriteNumber("lastPacket", Channel.Feed.SeqNum);
        json.WriteNumber("refused", Sender.RefusedCount);
        json.WriteNumber("elapsedNs", ElapsedNs);
        if (Replay is not null) WriteReplay(json, Replay);
        PublishReport.WriteHistogram(json, "latenessNs", Lateness);
        json.WriteTexts("failures", Failures);
    });

    private static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);

    private void WriteGroups(Utf8JsonWriter json)
    {
        json.WriteStartArray("groups");
        for (int group = 0; group < Targets.Count; group++)
        {
            json.WriteStartObject();
            json.WriteNumber("channel", Targets[group].Feed.ChannelId);
            json.WriteString("role", FeedRoles.NameOf(Targets[group].Feed.Role));
            json.WriteString("line", Targets[group].Feed.Line.ToString());
            json.WriteString("group", Targets[group].Group.ToString());
            json.WriteString("interface", Targets[group].Interface);
            json.WriteNumber("packets", Channel.Groups[group].PacketCount);
            json.WriteNumber("bytes", Channel.Groups[group].ByteCount);
            json.WriteNumber("lost", Channel.Groups[group].LostCount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteReplay(Utf8JsonWriter json, ReplayServer server)
    {
        json.WriteStartObject("replayServer");
        json.WriteString("address", server.EndPoint.ToString());
        json.WriteNumber("connections", server.ConnectionCount);
        json.WriteNumber("requests", server.RequestCount);
        json.WriteNumber("packets", server.PacketCount);
        json.WriteNumber("refused", server.RefusedCount);
        json.WriteEndObject();
    }
}
