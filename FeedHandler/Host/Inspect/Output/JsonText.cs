using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using FeedHandler.Engine;

namespace FeedHandler.Host.Inspect.Output;

/// <summary>
/// Text of the wire as JSON that gives its bytes back: the text encoded as the schema says is the bytes, and what is no text of that encoding is
/// an object with the bytes.
/// </summary>
internal static class JsonText
{
    /// <summary>Writes a member.</summary>
    /// <param name="json">Takes it.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="bytes">The bytes of the text.</param>
    /// <param name="isUtf8">Whether the schema says UTF-8; else one byte is one character.</param>
    public static void Write(Utf8JsonWriter json, string name, ReadOnlySpan<byte> bytes, bool isUtf8)
    {
        if (isUtf8 && !Utf8.IsValid(bytes))
        {
            json.WriteStartObject(name);
            json.WriteString("bytes"u8, System.Convert.ToHexStringLower(bytes));
            json.WriteEndObject();
            return;
        }

        json.WriteString(name, (isUtf8 ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes));
    }
}
