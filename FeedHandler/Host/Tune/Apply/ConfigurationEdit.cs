using System.Text;
using System.Text.Json;

namespace FeedHandler.Host.Tune.Apply;

/// <summary>Sets single members in the text of a configuration. All else stays as it is written, comments too.</summary>
internal static class ConfigurationEdit
{
    private static readonly JsonReaderOptions Reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private static readonly JsonDocumentOptions Checking = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Sets a member of a section.</summary>
    /// <param name="json">The text, without a byte order mark.</param>
    /// <param name="member">Section and member, such as receiver.batchCount.</param>
    /// <param name="value">The value as JSON.</param>
    /// <returns>The text with the member set.</returns>
    public static byte[] Set(byte[] json, string member, string value)
    {
        (string section, string name) = (member.Split('.')[0], member.Split('.')[1]);
        Places places = Find(json, section, name);
        byte[] changed = places.Value is { } old ? Splice(json, old.Start, old.End, value)
            : places.Section is { } inner ? Insert(json, inner, $"\"{name}\": {value}")
            : Insert(json, places.Root, $"\"{section}\": {{ \"{name}\": {value} }}");
        return Holds(changed, section, name, value) ? changed : throw new InvalidOperationException($"{member} was not set by what was written");
    }

    /// <summary>What a member is now, as JSON.</summary>
    /// <param name="json">The text, without a byte order mark.</param>
    /// <param name="member">Section and member.</param>
    /// <returns>Null where it is not said.</returns>
    public static string? Get(byte[] json, string member)
    {
        using JsonDocument document = JsonDocument.Parse(json, Checking);
        return document.RootElement.TryGetProperty(member.Split('.')[0], out JsonElement section) && section.ValueKind == JsonValueKind.Object
            && section.TryGetProperty(member.Split('.')[1], out JsonElement value) ? value.GetRawText() : null;
    }

    // Two levels deep: members of the root, and those of the section.
    private static Places Find(byte[] json, string section, string name)
    {
        Utf8JsonReader reader = new(json, Reading);
        reader.Read();
        Places places = new((int)reader.TokenStartIndex, null, null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isSection = reader.ValueTextEquals(section);
            reader.Read();
            if (!isSection || reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            places = places with { Section = (int)reader.TokenStartIndex };
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isMember = reader.ValueTextEquals(name);
                reader.Read();
                int start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (isMember) places = places with { Value = (start, (int)reader.BytesConsumed) };
            }
        }

        return places;
    }

    // Behind the opening bracket, in a line of its own where the members have lines of their own.
    private static byte[] Insert(byte[] json, int bracket, string text)
    {
        Utf8JsonReader reader = new(json.AsSpan(bracket), new JsonReaderOptions { CommentHandling = JsonCommentHandling.Allow, AllowTrailingCommas = true });
        reader.Read();
        reader.Read();
        int next = bracket + (int)reader.TokenStartIndex;
        bool isEmpty = reader.TokenType == JsonTokenType.EndObject;
        int line = Array.LastIndexOf(json, (byte)'\n', next, next - bracket);
        string indent = line < 0 ? " " : "\n" + (isEmpty ? "  " : Encoding.UTF8.GetString(json.AsSpan(line + 1, next - line - 1)));
        string comma = !isEmpty ? "," : line < 0 ? " " : "";
        return Splice(json, bracket + 1, bracket + 1, indent + text + comma);
    }

    private static byte[] Splice(byte[] json, int start, int end, string text) => [.. json[..start], .. Encoding.UTF8.GetBytes(text), .. json[end..]];

    private static bool Holds(byte[] json, string section, string name, string value)
    {
        using JsonDocument expected = JsonDocument.Parse(value);
        using JsonDocument document = JsonDocument.Parse(json, Checking);
        return document.RootElement.TryGetProperty(section, out JsonElement inner) && inner.TryGetProperty(name, out JsonElement set)
            && JsonElement.DeepEquals(set, expected.RootElement);
    }

    private readonly record struct Places(int Root, int? Section, (int Start, int End)? Value);
}
