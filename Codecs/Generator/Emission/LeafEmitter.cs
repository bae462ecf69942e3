using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the setters of an encoder.</summary>
internal static class LeafEmitter
{
    /// <param name="writer">the file</param>
    /// <param name="context">the schema</param>
    /// <param name="leaf">the value</param>
    /// <param name="block">expression for a reference to the first byte of the block</param>
    public static void Emit(CodeWriter writer, EmitContext context, EncoderLeaf leaf, string block)
    {
        string offset = Docs.Number(leaf.Offset);
        switch (leaf.Type)
        {
            case EncodedType { Length: > 1, Primitive: PrimitiveType.Char or PrimitiveType.UInt8 } type:
                EmitBytes(writer, leaf, type, block);
                break;
            case EncodedType { Length: > 1 } type:
                EmitArray(writer, context, leaf, type, block);
                break;
            case EncodedType type:
                string keyword = CSharp.Keyword(type.Primitive);
                EmitSetter(writer, leaf, keyword, leaf.IsOptional ? leaf.Name + "Raw" : leaf.Name, context.Write(block, offset, "value"));
                if (leaf.IsOptional)
                    EmitSetter(writer, leaf, keyword + "?", leaf.Name, $"{leaf.Name}Raw = value ?? {CSharp.ExactLiteral(type.NullValue)};");
                break;
            default:
                EmitSetter(writer, leaf, context.FullName(leaf.Type), leaf.Name, context.Write(block, offset, "value"));
                break;
        }
    }

    private static void EmitSetter(CodeWriter writer, EncoderLeaf leaf, string type, string name, string statement)
    {
        EmitSummary(writer, leaf);
        writer.Line($"public {type} {name} {{ set => {statement} }}");
    }

    private static void EmitBytes(CodeWriter writer, EncoderLeaf leaf, EncodedType type, string block)
    {
        string slice = $"{CSharp.Marshal}.CreateSpan(ref {CSharp.Unsafe}.Add(ref {block}, {Docs.Number(leaf.Offset)}), {Docs.Number(type.Length)})";
        EmitSetter(writer, leaf, CSharp.Bytes, leaf.Name, $"{CSharp.Runtime}SbeText.Write({slice}, value, {CSharp.Text(leaf.Name)});");
        if (type.Primitive != PrimitiveType.Char)
            return;
        EmitSummary(writer, leaf);
        Docs.Param(writer, "text", $"at most {Docs.Number(type.Length)} bytes when encoded");
        writer.Line($"public void Set{leaf.Name}(global::System.ReadOnlySpan<char> text)");
        writer.Continue($"=> {CSharp.Runtime}SbeText.Write({slice}, text, {CSharp.Bool(type.IsUtf8)}, {CSharp.Text(leaf.Name)});");
    }

    private static void EmitArray(CodeWriter writer, EmitContext context, EncoderLeaf leaf, EncodedType type, string block)
    {
        string keyword = CSharp.Keyword(type.Primitive);
        EmitSummary(writer, leaf);
        Docs.Param(writer, "values", $"all {Docs.Number(type.Length)} elements; fewer leave the rest as it is");
        writer.Open($"public void Set{leaf.Name}(global::System.ReadOnlySpan<{keyword}> values)");
        writer.Line($"if (values.Length > {Docs.Number(type.Length)})");
        writer.Continue($"{CSharp.Runtime}SbeThrow.TooManyElements({CSharp.Text(leaf.Name)}, values.Length, {Docs.Number(type.Length)});");
        writer.Line("for (var index = 0; index < values.Length; index++)");
        writer.Continue($"Set{leaf.Name}(index, values[index]);");
        writer.Close();
        EmitSummary(writer, leaf);
        Docs.Param(writer, "index", $"0 to {Docs.Number(type.Length - 1)}");
        Docs.Param(writer, "value", "the element");
        writer.Open($"public void Set{leaf.Name}(int index, {CSharp.Keyword(type.Primitive)} value)");
        writer.Line($"if ((uint)index >= {Docs.Number(type.Length)})");
        writer.Continue($"{CSharp.Runtime}SbeThrow.ArrayIndex(index, {Docs.Number(type.Length)});");
        writer.Line(context.Write(block, $"{Docs.Number(leaf.Offset)} + (index * {Docs.Number(type.Primitive.Size())})", "value"));
        writer.Close();
    }

    private static void EmitSummary(CodeWriter writer, EncoderLeaf leaf)
    {
        writer.Gap();
        Docs.Summary(writer, "Sets: " + leaf.Description, "offset " + Docs.Number(leaf.Offset));
    }
}
