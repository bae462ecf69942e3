namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the encoder of a group; what appends entries and keeps their count in the dimension is in the runtime.</summary>
internal static class EncoderGroupEmitter
{
    public static void Emit(CodeWriter writer, EncoderElement element, string owner)
    {
        string name = element.Name + "Encoder";
        string appender = element.Appender(owner);
        writer.Gap();
        Docs.Summary(writer, $"Encodes the entries of {element.Name}");
        writer.Open($"public ref partial struct {name}");
        writer.Line($"private {appender} _entries;");
        writer.Gap();
        writer.Line($"internal {name}({appender} entries) => _entries = entries;");
        writer.Gap();
        Docs.Summary(writer, "Most entries that the group can carry");
        writer.Line($"public const int CountMax = {Docs.Number(element.CountMax)};");
        EmitNext(writer, $"{owner}.{element.Name}EntryEncoder");
        writer.Close();
    }

    private static void EmitNext(CodeWriter writer, string type)
    {
        writer.Gap();
        Docs.Summary(writer, "Appends an entry: optional values null, all others and padding zero");
        Docs.Returns(writer, "the encoder of the entry; throws when the group has all its entries, a later element has begun, or no room is left");
        writer.Line($"public {type} Next() => _entries.Next();");
        writer.Gap();
        Docs.Summary(writer, "Appends an entry: optional values null, all others and padding zero");
        Docs.Param(writer, "entry", "the encoder of the entry; default when the result is false");
        Docs.Returns(writer, "false, and nothing is written, when the group has all its entries, a later element has begun, or no room is left");
        writer.Line($"public bool TryNext(out {type} entry) => _entries.TryNext(out entry);");
    }
}
