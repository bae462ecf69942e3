using System.Text.Json;
using FeedHandler.Codecs.Schema;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Schema.Diff;

/// <summary>Changes as one JSON object.</summary>
internal static class SchemaDiffJson
{
    /// <summary>Writes the changes.</summary>
    public static void Write(
        TextWriter output, (string Path, SbeSchema Schema) before, (string Path, SbeSchema Schema) after, IReadOnlyList<SchemaChange> changes)
    {
        JsonPage.Write(output, json =>
        {
            WriteSchema(json, "old", before);
            WriteSchema(json, "new", after);
            json.WriteNumber("changeCount", changes.Count);
            json.WriteNumber("breakingCount", changes.Count(static change => change.IsBreaking));
            json.WriteStartArray("changes");
            foreach (SchemaChange change in changes) WriteChange(json, change);
            json.WriteEndArray();
        });
    }

    private static void WriteSchema(Utf8JsonWriter json, string name, (string Path, SbeSchema Schema) file)
    {
        json.WriteStartObject(name);
        json.WriteString("file", file.Path);
        json.WriteNumber("id", file.Schema.Id);
        json.WriteNumber("version", file.Schema.Version);
        json.WriteEndObject();
    }

    private static void WriteChange(Utf8JsonWriter json, SchemaChange change)
    {
        json.WriteStartObject();
        json.WriteString("element", change.Element);
        json.WriteString("path", change.Path);
        json.WriteString("what", change.What);
        json.WriteString("from", change.From);
        json.WriteString("to", change.To);
        json.WriteBoolean("isBreaking", change.IsBreaking);
        json.WriteString("reason", change.Reason);
        json.WriteTexts("generated", change.Generated);
        json.WriteEndObject();
    }
}
