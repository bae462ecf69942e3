using System.Text.Json;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;

namespace FeedHandler.Host.Reports;

/// <content>Channels and groups.</content>
internal static partial class ReplayJson
{
    private static void WriteChannels(Utf8JsonWriter writer, FeedReport report)
    {
        writer.WriteString("feed", report.Source.Finding);
        writer.WriteStartArray("channels");
        foreach (ChannelReport channel in report.Channels) WriteChannel(writer, channel);
        writer.WriteEndArray();
    }

    private static void WriteVerification(Utf8JsonWriter writer, VerificationReport? verification)
    {
        if (verification is null) return;
        writer.WriteStartObject("verification");
        foreach ((string name, AgreementReport counts) in (ReadOnlySpan<(string, AgreementReport)>)
            [("orders", verification.Orders), ("consolidated", verification.Consolidated), ("snapshots", verification.Snapshots)])
        {
            writer.WriteStartObject(name);
            writer.WriteNumber("agreed", counts.Agreed);
            writer.WriteNumber("diverged", counts.Diverged);
            writer.WriteEndObject();
        }

        if (verification.First is { } first) WriteDivergence(writer, first);
        else writer.WriteNull("first");
        writer.WriteEndObject();
    }

    private static void WriteDivergence(Utf8JsonWriter writer, Divergence first)
    {
        writer.WriteStartObject("first");
        writer.WriteString("rule", first.Rule);
        writer.WriteNumber("channel", first.Channel);
        writer.WriteNumber("securityId", first.SecurityId);
        writer.WriteString("seqNum", Invariant(first.SeqNum));
        writer.WriteString("transactTimeNs", Invariant(first.TransactTimeNs));
        writer.WriteString("difference", first.Difference);
        writer.WriteEndObject();
    }

    private static void WriteChannel(Utf8JsonWriter writer, ChannelReport channel)
    {
        writer.WriteStartObject();
        writer.WriteNumber("channel", channel.Id);
        writer.WriteNumber("events", channel.EventCount);
        writer.WriteString("digest", channel.Digest);
        WritePackets(writer, channel.Packets, cutFrames: 0);
        writer.WriteStartArray("groups");
        foreach (GroupReport group in channel.Groups) WriteGroup(writer, group);
        writer.WriteEndArray();
        WriteMessages(writer, channel.Messages);
        WriteCounts(writer, "decoding", channel.Decoding);
        if (channel.Recovery.Count > 0) WriteCounts(writer, "recovery", channel.Recovery);
        WriteTimesToHeal(writer, channel.TimesToHeal);
        WriteWays(writer, channel);
        if (channel.Orders.Count > 0) WriteCounts(writer, "orders", channel.Orders);
        writer.WriteEndObject();
    }

    private static void WriteTimesToHeal(Utf8JsonWriter writer, IReadOnlyList<HealReport> times)
    {
        writer.WriteStartObject("timeToHeal");
        foreach (HealReport healed in times)
        {
            writer.WriteStartObject(healed.Source);
            writer.WriteNumber("count", healed.Count);
            writer.WriteNumber("p50", healed.P50Ns);
            writer.WriteNumber("p99", healed.P99Ns);
            writer.WriteNumber("max", healed.MaxNs);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteGroup(Utf8JsonWriter writer, GroupReport group)
    {
        writer.WriteStartObject();
        writer.WriteString("group", group.Name);
        writer.WriteNumber("channel", group.Feed.ChannelId);
        writer.WriteString("role", FeedRoles.NameOf(group.Feed.Role));
        writer.WriteString("line", group.Feed.Line.ToString());
        if (group.Ledger is { } ledger) WriteLedger(writer, ledger);
        else writer.WriteNumber(group.IsLoop ? "received" : "notFollowed", group.OtherPackets);
        writer.WriteEndObject();
    }
}
