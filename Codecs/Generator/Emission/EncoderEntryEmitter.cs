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
        writer.Open($"public readonly ref partial struct {name} : {Interface(element, owner)}");
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
        EmitRuntime(writer, context, element, owner);
        writer.Gap();
        Docs.Summary(writer, "Bytes of the entry's block");
        writer.Line($"public const int BlockLength = {Docs.Number(block.BlockLength)};");
        foreach (EncoderLeaf leaf in leaves)
            LeafEmitter.Emit(writer, context, leaf, "_block");
        foreach (EncoderElement inner in elements)
            EncoderElementEmitter.Emit(writer, context, inner, $"{owner}.{name}", isRoot: false);
        writer.Close();
    }

    private static string Interface(EncoderElement element, string owner)
        => $"{CSharp.Runtime}ISbeEntryEncoder<{owner}.{element.Name}EntryEncoder>";

    // What the runtime asks of an entry: a place, and what its group is.
    private static void EmitRuntime(CodeWriter writer, EmitContext context, EncoderElement element, string owner)
    {
        GroupDimension dimension = element.Group!.Dimension;
        string type = Interface(element, owner);
        writer.Gap();
        string arguments = $"global::System.Span<byte> body, ref {CSharp.Runtime}SbeCursor cursor, ref byte block";
        writer.Line($"static {owner}.{element.Name}EntryEncoder {type}.At({arguments})");
        writer.Continue($"=> new({(element.Group.Block.IsFixed ? "" : "body, ref cursor, ")}ref block);");
        writer.Gap();
        writer.Open($"static {CSharp.Runtime}SbeGroupSlot {type}.Slot");
        writer.Line(CSharp.Inline);
        string stages = $"{Docs.Number(element.Parent)}, {Docs.Number(element.Stage)}, {Docs.Number(element.LastStage)}";
        writer.Line($"get => new({CSharp.Text(element.Name)}, {element.Encoder}.Elements, {stages}, {Docs.Number(element.CountMax)}, "
            + $"{Docs.Number(dimension.Type.Size)}, {Docs.Number(dimension.NumInGroup.Offset)}, "
            + $"{Docs.Number(dimension.NumInGroup.Primitive.Size())}, {CSharp.Bool(context.ByteOrder == ByteOrder.BigEndian)}, "
            + $"{Docs.Number(element.Tail.Length)}, {(element.EntryImage.Length > 0 ? CSharp.ByteList(element.EntryImage) : "default")});");
        writer.Close();
    }
}
