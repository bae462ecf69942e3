using System.Text;
using System.Text.Json;

namespace FeedHandler.Host.Shell;

/// <summary>A report for a program: one indented JSON object.</summary>
internal static class JsonPage
{
    /// <summary>Writes the object and a line end.</summary>
    /// <param name="output">Takes the text.</param>
    /// <param name="writeMembers">Writes what is in it.</param>
    public static void Write(TextWriter output, Action<Utf8JsonWriter> writeMembers) => output.WriteLine(Of(writeMembers));

    /// <summary>The object, without a line end.</summary>
    /// <param name="writeMembers">Writes what is in it.</param>
    public static string Of(Action<Utf8JsonWriter> writeMembers)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter writer = new(bytes, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writeMembers(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>Writes a member that is a list of texts.</summary>
    public static void WriteTexts(this Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
