using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the members and nested types that encode groups and data.</summary>
internal static class EncoderElementEmitter
{
    public static void Emit(CodeWriter writer, EmitContext context, EncoderElement element, string owner, bool isRoot)
    {
        if (element.Variable is not null)
        {
            EmitVariable(writer, context, element);
            return;
        }

        EmitBegin(writer, element, owner, isRoot);
        EmitGroup(writer, context, element, owner);
        EmitEntry(writer, context, element, owner);
    }

    private static void EmitBegin(CodeWriter writer, EncoderElement element, string owner, bool isRoot)
    {
        writer.Gap();
        Docs.Summary(writer, $"Begins the group {element.Name}; call Next for every entry");
        Docs.Param(writer, "count", "most entries to come; the message counts the entries that came");
        Docs.Returns(writer, "the encoder of the group");
        if (isRoot)
            writer.Line("[global::System.Diagnostics.CodeAnalysis.UnscopedRef]");
        writer.Line($"public {owner}.{element.Name}Encoder Begin{element.Name}(int count) => new(_body, ref _cursor, count);");
    }

    private static void EmitGroup(CodeWriter writer, EmitContext context, EncoderElement element, string owner)
    {
        var group = element.Group!;
        var name = element.Name + "Encoder";
        byte[] entryTail = [.. EncoderElement.EmptyOf(group.Block, context.ByteOrder), .. element.Tail];
        writer.Gap();
        Docs.Summary(writer, $"Encodes the entries of {element.Name}");
        writer.Open($"public ref partial struct {name}");
        writer.Lines(
            "private readonly global::System.Span<byte> _body;",
            $"private readonly ref {CSharp.Runtime}SbeCursor _cursor;",
            "private readonly int _dimension;",
            "private readonly int _count;",
            "private int _written;");
        writer.Gap();
        writer.Open($"internal {name}(global::System.Span<byte> body, ref {CSharp.Runtime}SbeCursor cursor, int count)");
        writer.Line("if (count < 0 || count > CountMax)");
        writer.Continue($"{CSharp.Runtime}SbeThrow.GroupCount({CSharp.Text(element.Name)}, count, CountMax);");
        writer.Line(Append(element, "body", "ref cursor", element.Parent, element.Stage - 1, "Dimension, default, Tail", "_dimension = "));
        writer.Lines("_body = body;", "_cursor = ref cursor;", "_count = count;", "_written = 0;");
        writer.Close();
        EmitImages(writer, context, element, entryTail);
        EmitNext(writer, context, element, owner);
        writer.Close();
    }

    private static void EmitImages(CodeWriter writer, EmitContext context, EncoderElement element, byte[] entryTail)
    {
        var group = element.Group!;
        writer.Gap();
        Docs.Summary(writer, "Most entries that the group can carry");
        writer.Line($"public const int CountMax = {Docs.Number(Math.Min(int.MaxValue, CountMax(group.Dimension.NumInGroup.Primitive)))};");
        writer.Gap();
        writer.Lines(
            $"private static {CSharp.Bytes} Dimension => {CSharp.ByteList(NullImage.Of(group, context.ByteOrder))};",
            $"private static {CSharp.Bytes} Entry => {CSharp.ByteList(NullImage.Of(group.Block, context.ByteOrder))};",
            $"private static {CSharp.Bytes} Tail => {CSharp.ByteList(element.Tail)};",
            $"private static {CSharp.Bytes} EntryTail => {CSharp.ByteList(entryTail)};");
    }

    private static void EmitNext(CodeWriter writer, EmitContext context, EncoderElement element, string owner)
    {
        var count = element.Group!.Dimension.NumInGroup;
        writer.Gap();
        Docs.Summary(writer, "Appends an entry: optional values null, all others and padding zero");
        Docs.Returns(writer, "the encoder of the entry");
        writer.Open($"public {owner}.{element.Name}EntryEncoder Next()");
        writer.Line("if (_written == _count)");
        writer.Continue($"{CSharp.Runtime}SbeThrow.GroupFull({CSharp.Text(element.Name)}, _count);");
        writer.Line(Append(element, "_body", "ref _cursor", element.Stage, element.LastStage,
            "Entry, default, EntryTail", "var offset = "));
        writer.Line("_written++;");
        writer.Line(context.Write("_body[_dimension]", Docs.Number(count.Offset),
            $"unchecked(({CSharp.Keyword(count.Primitive)})_written)"));
        writer.Line($"return new(_body, {(element.Group.Block.IsFixed ? "" : "ref _cursor, ")}offset);");
        writer.Close();
    }

    private static void EmitEntry(CodeWriter writer, EmitContext context, EncoderElement element, string owner)
    {
        var block = element.Group!.Block;
        var name = element.Name + "EntryEncoder";
        var scope = new NameScope(name, "BlockLength");
        var leaves = EncoderLeaf.Of(block, scope);
        var elements = EncoderElement.Of(block, scope, element.Stage, element.Tail, context.ByteOrder);
        writer.Gap();
        Docs.Summary(writer, $"Encodes one entry of {element.Name}");
        writer.Open($"public readonly ref partial struct {name}");
        writer.Line("private readonly global::System.Span<byte> _block;");
        if (!block.IsFixed)
            writer.Lines("private readonly global::System.Span<byte> _body;", $"private readonly ref {CSharp.Runtime}SbeCursor _cursor;");
        writer.Gap();
        var cursor = block.IsFixed ? "" : $"ref {CSharp.Runtime}SbeCursor cursor, ";
        writer.Open($"internal {name}(global::System.Span<byte> body, {cursor}int offset)");
        writer.Line("_block = body.Slice(offset, BlockLength);");
        if (!block.IsFixed)
            writer.Lines("_body = body;", "_cursor = ref cursor;");
        writer.Close();
        writer.Gap();
        Docs.Summary(writer, "Bytes of the entry's block");
        writer.Line($"public const int BlockLength = {Docs.Number(block.BlockLength)};");
        foreach (var leaf in leaves)
            LeafEmitter.Emit(writer, context, leaf, "_block");
        foreach (var inner in elements)
            Emit(writer, context, inner, $"{owner}.{name}", isRoot: false);
        writer.Close();
    }

    private static void EmitVariable(CodeWriter writer, EmitContext context, EncoderElement element)
    {
        var variable = element.Variable!;
        var lengthMax = CountMax(variable.Length.Primitive);
        writer.Gap();
        Docs.Summary(writer, "Sets: " + (variable.Notes.Description.Length > 0 ? variable.Notes.Description : element.Name));
        Docs.Param(writer, "data", $"at most {Docs.Number(lengthMax)} bytes");
        writer.Open($"public void Set{element.Name}({CSharp.Bytes} data)");
        writer.Line($"if ((uint)data.Length > {Docs.Number(lengthMax)}U)");
        writer.Continue($"{CSharp.Runtime}SbeThrow.TooLong({CSharp.Text(element.Name)}, data.Length, {Docs.Number(lengthMax)});");
        writer.Line($"global::System.Span<byte> head = stackalloc byte[{Docs.Number(variable.HeaderSize)}];");
        writer.Line("head.Clear();");
        writer.Line(context.Write($"head[{Docs.Number(variable.Length.Offset)}]", "0",
            $"unchecked(({CSharp.Keyword(variable.Length.Primitive)})data.Length)"));
        writer.Line($"{CSharp.Bytes} tail = {CSharp.ByteList(element.Tail)};");
        writer.Line(Append(element, "_body", "ref _cursor", element.Parent, element.Stage - 1, "head, data, tail", ""));
        writer.Close();
    }

    private static string Append(
        EncoderElement element, string body, string cursor, int stageMin, int stageMax, string bytes, string target)
    {
        var stages = string.Join(", ", new[] { stageMin, stageMax, element.Stage }.Select(static stage => Docs.Number(stage)));
        return $"{target}{CSharp.Runtime}SbeAppend.Append({body}, {cursor}, {stages}, {bytes}, {CSharp.Text(element.Name)});";
    }

    // The greatest value of an unsigned number is its null.
    private static long CountMax(PrimitiveType type)
        => type.Size() == sizeof(long) ? uint.MaxValue - 1
            : type.IsSigned() ? long.MaxValue >> (64 - (8 * type.Size())) : (1L << (8 * type.Size())) - 2;
}
