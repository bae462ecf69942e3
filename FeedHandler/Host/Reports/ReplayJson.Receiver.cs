using System.Text.Json;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;

namespace FeedHandler.Host.Reports;

internal static partial class ReplayJson
{
    private static void WriteReceiver(Utf8JsonWriter writer, ReceiverReport receiver, IReadOnlyList<int> channelIds)
    {
        writer.WriteStartObject("receiver");
        writer.WriteString("kind", receiver.Kind);
        writer.WriteStartArray("groups");
        foreach (GroupStatus group in receiver.Groups) WriteGroup(writer, group);
        writer.WriteEndArray();
        writer.WriteStartArray("margins");
        foreach ((int channelId, LineMargins margins) in channelIds.Zip(receiver.Margins)) WriteMargins(writer, channelId, margins);
        writer.WriteEndArray();
        WriteWire(writer, receiver.Wire);
        writer.WriteEndObject();
    }

    /// <summary>Writes what came by one group, as an object.</summary>
    public static void WriteGroup(Utf8JsonWriter writer, GroupStatus group)
    {
        writer.WriteStartObject();
        writer.WriteNumber("channel", group.Group.Feed.ChannelId);
        writer.WriteString("role", FeedRoles.NameOf(group.Group.Feed.Role));
        writer.WriteString("line", group.Group.Line.ToString());
        writer.WriteString("group", group.Group.Group.ToString());
        writer.WriteString("interface", group.Group.Interface);
        writer.WriteBoolean("joined", group.IsJoined);
        writer.WriteNumber("joins", group.JoinCount);
        writer.WriteNumber("packets", group.Packets);
        writer.WriteNumber("bytes", group.Bytes);
        writer.WriteNumber("kernelDrops", group.KernelDrops);
        writer.WriteNumber("truncated", group.Truncated);
        writer.WriteNumber("foreign", group.Foreign);
        writer.WriteNumber("malformed", group.Malformed);
        writer.WriteNumber("errors", group.Errors);
        writer.WriteEndObject();
    }

    private static void WriteMargins(Utf8JsonWriter writer, int channelId, LineMargins margins)
    {
        writer.WriteStartObject();
        writer.WriteNumber("channel", channelId);
        WriteDurations(writer, "marginNsFirstA", margins.FirstA);
        WriteDurations(writer, "marginNsFirstB", margins.FirstB);
        writer.WriteEndObject();
    }
}
