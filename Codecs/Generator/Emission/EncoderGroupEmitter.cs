using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the encoder of a group, which appends entries and keeps their count in the dimension.</summary>
internal static class EncoderGroupEmitter
{
    public static void Emit(CodeWriter writer, EmitContext context, EncoderElement element, string owner)
    {
        string name = element.Name + "Encoder";
        writer.Gap();
        Docs.Summary(writer, $"Encodes the entries of {element.Name}");
        writer.Open($"public ref partial struct {name}");
        writer.Lines(
            "private readonly global::System.Span<byte> _body;",
            $"private readonly ref {CSharp.Runtime}SbeCursor _cursor;",
            "private readonly ref byte _dimension;",
            "private readonly int _count;",
            "private int _written;");
        EmitConstructor(writer, element, name);
        EmitImages(writer, element);
        EmitNext(writer, element, owner);
        EmitAppend(writer, context, element, owner);
        writer.Close();
    }

    private static void EmitConstructor(CodeWriter writer, EncoderElement element, string name)
    {
        // The empty dimension stands there already.
        int fromEnd = element.Group!.Dimension.Type.Size + element.Tail.Length;
        writer.Gap();
        writer.Open($"internal {name}(global::System.Span<byte> body, ref {CSharp.Runtime}SbeCursor cursor, int count)");
        writer.Lines("_body = body;", "_cursor = ref cursor;", "_count = count;", "_written = 0;");
        writer.Line($"_dimension = ref {Reserve("body", "cursor", element, fromEnd, 0)};");
        writer.Close();
    }

    private static void EmitImages(CodeWriter writer, EncoderElement element)
    {
        long countMax = HeaderNumbers.Max(element.Group!.Dimension.NumInGroup);
        writer.Gap();
        Docs.Summary(writer, "Most entries that the group can carry");
        writer.Line($"public const int CountMax = {Docs.Number(Math.Min(int.MaxValue, countMax))};");
        writer.Gap();
        writer.Line($"private static {CSharp.Bytes} EntryImage => {CSharp.ByteList(element.EntryImage)};");
    }

    private static void EmitNext(CodeWriter writer, EncoderElement element, string owner)
    {
        string type = $"{owner}.{element.Name}EntryEncoder";
        string growth = Docs.Number(element.EntryImage.Length - element.Tail.Length);
        string limits = EncoderElementEmitter.Limits("_written + 1", "_count", element.Stage, element.LastStage, growth);
        writer.Gap();
        Docs.Summary(writer, "Appends an entry: optional values null, all others and padding zero");
        Docs.Returns(writer, "the encoder of the entry; throws when the group has all its entries, a later element has begun, or no room is left");
        writer.Open($"public {type} Next()");
        EncoderElementEmitter.EmitRefusal(writer, element, "Entry", limits);
        writer.Line("return Append();");
        writer.Close();
        writer.Gap();
        Docs.Summary(writer, "Appends an entry: optional values null, all others and padding zero");
        Docs.Param(writer, "entry", "the encoder of the entry; default when the result is false");
        Docs.Returns(writer, "false, and nothing is written, when the group has all its entries, a later element has begun, or no room is left");
        writer.Open($"public bool TryNext(out {type} entry)");
        writer.Line($"var fits = {CSharp.Runtime}SbeAppend.Fits({limits});");
        writer.Lines("entry = fits ? Append() : default;", "return fits;");
        writer.Close();
    }

    private static void EmitAppend(CodeWriter writer, EmitContext context, EncoderElement element, string owner)
    {
        SbeBlock block = element.Group!.Block;
        HeaderMember count = element.Group.Dimension.NumInGroup;
        writer.Gap();
        writer.Open($"private {owner}.{element.Name}EntryEncoder Append()");
        int growth = element.EntryImage.Length - element.Tail.Length;
        writer.Line($"ref var place = ref {Reserve("_body", "_cursor", element, element.Tail.Length, growth)};");
        EncoderElementEmitter.EmitCopy(writer, "place", "EntryImage", element.EntryImage.Length);
        writer.Line("_written++;");
        writer.Line(context.Write("_dimension", Docs.Number(count.Offset), $"unchecked(({CSharp.Keyword(count.Primitive)})_written)"));
        writer.Line($"return new {owner}.{element.Name}EntryEncoder({(block.IsFixed ? "" : "_body, ref _cursor, ")}ref place);");
        writer.Close();
    }

    private static string Reserve(string body, string cursor, EncoderElement element, int fromEnd, int growth)
        => $"{CSharp.Runtime}SbeAppend.Reserve({body}, ref {cursor}, {Docs.Number(element.Stage)}, {Docs.Number(fromEnd)}, {Docs.Number(growth)})";
}
