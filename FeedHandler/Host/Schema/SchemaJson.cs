using System.Text.Json;
using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Schema;

/// <summary>A schema as one JSON object.</summary>
internal static class SchemaJson
{
    /// <summary>Writes the schema, or only what is wrong with it.</summary>
    /// <param name="output">Takes the text.</param>
    /// <param name="file">The file.</param>
    /// <param name="schema">The part of its schema to write; null when there is none.</param>
    public static void Write(TextWriter output, SchemaFile file, SbeSchema? schema)
    {
        JsonPage.Write(output, json =>
        {
            json.WriteString("file", file.Path);
            WriteDiagnostics(json, file.Reading);
            if (schema is not null) WriteSchema(json, schema);
        });
    }

    private static void WriteDiagnostics(Utf8JsonWriter json, SchemaReading reading)
    {
        json.WriteStartArray("diagnostics");
        foreach (SchemaDiagnostic found in reading.Diagnostics)
        {
            json.WriteStartObject();
            json.WriteString("id", found.Rule.Id);
            json.WriteString("severity", found.Rule.Severity == SchemaSeverity.Error ? "error" : "warning");
            json.WriteString("message", found.Message);
            json.WriteNumber("line", found.Line);
            json.WriteNumber("column", found.Column);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSchema(Utf8JsonWriter json, SbeSchema schema)
    {
        json.WriteString("package", schema.Package);
        json.WriteNumber("id", schema.Id);
        json.WriteNumber("version", schema.Version);
        json.WriteString("byteOrder", TypeText.Of(schema.ByteOrder));
        json.WriteStartObject("header");
        WriteComposite(json, schema.Header.Type);
        json.WriteEndObject();
        json.WriteStartArray("messages");
        foreach (SbeMessage message in schema.Messages)
        {
            json.WriteStartObject();
            json.WriteString("name", message.Name);
            json.WriteNumber("id", message.Id);
            WriteNotes(json, message.Notes);
            WriteBlock(json, message.Block);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        SchemaJsonTypes.Write(json, schema.Types);
    }

    private static void WriteBlock(Utf8JsonWriter json, SbeBlock block)
    {
        json.WriteNumber("blockLength", block.BlockLength);
        json.WriteStartArray("fields");
        foreach (SbeField field in block.Fields) WriteField(json, field);
        json.WriteEndArray();
        json.WriteStartArray("groups");
        foreach (SbeGroup group in block.Groups) WriteGroup(json, group);
        json.WriteEndArray();
        json.WriteStartArray("data");
        foreach (SbeVariable data in block.Variables) WriteData(json, data);
        json.WriteEndArray();
    }

    private static void WriteField(Utf8JsonWriter json, SbeField field)
    {
        bool isConstant = field.Presence == Presence.Constant;
        json.WriteStartObject();
        json.WriteString("name", field.Name);
        json.WriteNumber("id", field.Id);
        if (!isConstant) json.WriteNumber("offset", field.Offset);
        json.WriteNumber("size", field.Size);
        json.WriteString("type", field.Type.Name);
        json.WriteString("encoding", TypeText.Form(field.Type));
        json.WriteString("presence", TypeText.Of(field.Presence));
        if (isConstant) json.WriteString("constant", TypeText.Constant(field.Constant));
        else if (TypeText.Null(field.Type, field.Presence) is { Length: > 0 } nullValue) json.WriteString("null", nullValue);
        if (field.TimeUnit.Length > 0) json.WriteString("timeUnit", field.TimeUnit);
        WriteNotes(json, field.Notes);
        json.WriteEndObject();
    }

    private static void WriteGroup(Utf8JsonWriter json, SbeGroup group)
    {
        json.WriteStartObject();
        json.WriteString("name", group.Name);
        json.WriteNumber("id", group.Id);
        WriteNotes(json, group.Notes);
        json.WriteStartObject("dimension");
        WriteComposite(json, group.Dimension.Type);
        json.WriteEndObject();
        WriteBlock(json, group.Block);
        json.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter json, SbeVariable data)
    {
        json.WriteStartObject();
        json.WriteString("name", data.Name);
        json.WriteNumber("id", data.Id);
        json.WriteString("lengthEncoding", data.Length.Primitive.SchemaName());
        json.WriteString("characterEncoding", data.CharacterEncoding);
        WriteNotes(json, data.Notes);
        json.WriteEndObject();
    }

    internal static void WriteComposite(Utf8JsonWriter json, CompositeType type)
    {
        json.WriteString("name", type.Name);
        json.WriteNumber("size", type.Size);
        json.WriteStartArray("members");
        foreach (CompositeMember member in type.Members) SchemaJsonTypes.WriteMember(json, member);
        json.WriteEndArray();
    }

    internal static void WriteNotes(Utf8JsonWriter json, ElementNotes notes)
    {
        if (notes.SinceVersion > 0) json.WriteNumber("sinceVersion", notes.SinceVersion);
        if (notes.DeprecatedVersion is { } version) json.WriteNumber("deprecated", version);
    }
}
