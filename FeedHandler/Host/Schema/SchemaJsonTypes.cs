using System.Text.Json;
using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;

namespace FeedHandler.Host.Schema;

/// <summary>The composites, enums and sets of a schema as JSON.</summary>
internal static class SchemaJsonTypes
{
    /// <summary>Writes the member `types`.</summary>
    public static void Write(Utf8JsonWriter json, EquatableArray<SbeType> types)
    {
        json.WriteStartArray("types");
        foreach (SbeType type in types)
        {
            json.WriteStartObject();
            if (type is CompositeType composite) SchemaJson.WriteComposite(json, composite);
            else json.WriteString("name", type.Key);
            json.WriteString("encoding", TypeText.Form(type));
            SchemaJson.WriteNotes(json, type.Notes);
            if (type is EnumType named) WriteValues(json, named);
            if (type is SetType set) WriteChoices(json, set);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a member of a composite as an object.</summary>
    public static void WriteMember(Utf8JsonWriter json, CompositeMember member)
    {
        Presence presence = TypeText.PresenceOf(member.Type);
        json.WriteStartObject();
        json.WriteString("name", member.Name);
        json.WriteString("encoding", TypeText.Form(member.Type));
        json.WriteString("presence", TypeText.Of(presence));
        if (presence == Presence.Constant) json.WriteString("constant", TypeText.Constant((member.Type as EncodedType)?.Constant));
        else WritePlace(json, member, presence);
        SchemaJson.WriteNotes(json, member.Notes);
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, CompositeMember member, Presence presence)
    {
        json.WriteNumber("offset", member.Offset);
        json.WriteNumber("size", member.Type.Size);
        if (TypeText.Null(member.Type, presence) is { Length: > 0 } nullValue) json.WriteString("null", nullValue);
    }

    private static void WriteValues(Utf8JsonWriter json, EnumType type)
    {
        json.WriteStartArray("values");
        foreach (EnumValue value in type.Values)
        {
            json.WriteStartObject();
            json.WriteString("name", value.Name);
            json.WriteString("value", TypeText.Value(value.Value));
            SchemaJson.WriteNotes(json, value.Notes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteChoices(Utf8JsonWriter json, SetType type)
    {
        json.WriteStartArray("choices");
        foreach (SetChoice choice in type.Choices)
        {
            json.WriteStartObject();
            json.WriteString("name", choice.Name);
            json.WriteNumber("bit", choice.Bit);
            SchemaJson.WriteNotes(json, choice.Notes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
