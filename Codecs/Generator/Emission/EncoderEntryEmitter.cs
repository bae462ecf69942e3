using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the encoder of one entry of a group.</summary>
internal static class EncoderEntryEmitter
{
    /// <summary>Names that the encoder of an entry has for itself.</summary>
    public static readonly string[] Reserved = ["BlockLength"];

    public static void Emit(CodeWriter writer, EmitContext context, EncoderElement element, string owner)
    {
        SbeBlock block = element.Group!.Block;
        string name = element.Name + "EntryEncoder";
        NameScope scope = new NameScope([name, .. Reserved]);
        List<EncoderLeaf> leaves = EncoderLeaf.Of(block, scope);
        List<EncoderElement> elements = EncoderElement.Of(block, scope, element, context.ByteOrder);
        writer.Gap();
        Docs.Summary(writer, $"Encodes one entry of {element.Name}");
        writer.Open($"public readonly ref partial struct {name}");
        if (!block.IsFixed)
            writer.Lines("private readonly global::System.Span<byte> _body;", $"private readonly ref {CSharp.Runtime}SbeCursor _cursor;");
        writer.Line("private readonly ref byte _block;");
        writer.Gap();
        string cursor = block.IsFixed ? "" : $"global::System.Span<byte> body, ref {CSharp.Runtime}SbeCursor cursor, ";
        writer.Open($"internal {name}({cursor}ref byte block)");
        writer.Line("_block = ref block;");
        if (!block.IsFixed)
            writer.Lines("_body = body;", "_cursor = ref cursor;");
        writer.Close();
        writer.Gap();
        Docs.Summary(writer, "Bytes of the entry's block");
        writer.Line($"public const int BlockLength = {Docs.Number(block.BlockLength)};");
        foreach (EncoderLeaf leaf in leaves)
            LeafEmitter.Emit(writer, context, leaf, "_block");
        foreach (EncoderElement inner in elements)
            EncoderElementEmitter.Emit(writer, context, inner, $"{owner}.{name}", isRoot: false);
        writer.Close();
    }
}
