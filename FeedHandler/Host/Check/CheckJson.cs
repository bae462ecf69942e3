using System.Text.Json;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Receivers;

namespace FeedHandler.Host.Check;

/// <summary>Findings for a program.</summary>
internal static class CheckJson
{
    /// <summary>Writes one JSON object and a line feed.</summary>
    public static void Write(TextWriter output, FeedConfiguration configuration, IReadOnlyList<Finding> findings)
    {
        JsonPage.Write(output, json =>
        {
            json.WriteString("configuration", configuration.Path);
            json.WriteString("receiver", configuration.File.Receiver.Kind);
            WriteGroups(json, configuration.Groups);
            WriteFindings(json, findings);
        });
    }

    private static void WriteGroups(Utf8JsonWriter json, IReadOnlyList<LineGroup> groups)
    {
        json.WriteStartArray("groups");
        foreach (LineGroup group in groups)
        {
            json.WriteStartObject();
            json.WriteString("line", group.Line.ToString());
            if (group.Feed.ChannelId != 0) json.WriteNumber("channel", group.Feed.ChannelId);
            json.WriteString("role", FeedRoles.NameOf(group.Feed.Role));
            json.WriteString("group", group.Group.ToString());
            json.WriteString("interface", group.Interface);
            json.WriteString("source", group.Source?.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the member of that name.</summary>
    public static void WriteFindings(Utf8JsonWriter json, IReadOnlyList<Finding> findings)
    {
        json.WriteStartArray("findings");
        foreach (Finding finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("name", finding.Name);
            json.WriteString("verdict", finding.Verdict.ToString().ToLowerInvariant());
            json.WriteString("found", finding.Found);
            json.WriteString("why", finding.Why);
            json.WriteString("change", finding.Change);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
