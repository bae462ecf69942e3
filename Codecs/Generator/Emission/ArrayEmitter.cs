using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the members of a view that read a fixed array of numbers: by index, by copy, and in place where the machine can.</summary>
internal static class ArrayEmitter
{
    public static void Emit(CodeWriter writer, EmitContext context, PlannedField field)
    {
        EncodedType type = (EncodedType)field.Type;
        writer.Gap();
        Docs.Summary(writer, $"Elements of {field.Name}");
        writer.Line($"public const int {field.Name}Length = {Docs.Number(type.Length)};");
        FieldEmitter.EmitPresence(writer, field);
        EmitGet(writer, context, field, type);
        EmitTryGet(writer, context, field, type);
        EmitCopy(writer, field, type);
    }

    private static void EmitGet(CodeWriter writer, EmitContext context, PlannedField field, EncodedType type)
    {
        string keyword = CSharp.Keyword(type.Primitive);
        FieldEmitter.EmitSummary(writer, field, "One element: ");
        Docs.Param(writer, "index", $"0 to {Docs.Number(type.Length - 1)}");
        Docs.Returns(writer, "the element; the null value when the sender's version lacks the field");
        writer.Open($"public {keyword} Get{field.Name}(int index)");
        writer.Line($"if ((uint)index >= {field.Name}Length)");
        writer.Continue($"{CSharp.Runtime}SbeThrow.ArrayIndex(index, {field.Name}Length);");
        string offset = $"{Docs.Number(field.Offset)} + (index * {Docs.Number(type.Primitive.Size())})";
        string read = context.Read(keyword, "_block", offset);
        writer.Line(field.IsLater ? $"return {field.PresenceTest} ? {read} : unchecked(({keyword}){CSharp.Literal(type.NullValue)});" : $"return {read};");
        writer.Close();
    }

    private static void EmitTryGet(CodeWriter writer, EmitContext context, PlannedField field, EncodedType type)
    {
        string keyword = CSharp.Keyword(type.Primitive);
        FieldEmitter.EmitSummary(writer, field, "All elements in place, without a copy: ");
        Docs.Param(writer, "values", "the elements, not aligned to their size; empty when the result is false");
        Docs.Returns(writer, "false when the sender's version lacks the field, or when the machine has another byte order than the schema");
        writer.Open($"public bool TryGet{field.Name}(out global::System.ReadOnlySpan<{keyword}> values)");
        string order = $"global::System.BitConverter.IsLittleEndian == {CSharp.Bool(context.ByteOrder == ByteOrder.LittleEndian)}";
        string[] tests = [.. type.Primitive.Size() == 1 ? Array.Empty<string>() : [order], .. field.IsLater ? ["Has" + field.Name] : Array.Empty<string>()];
        if (tests.Length > 0)
        {
            writer.Open($"if (!({string.Join(" && ", tests)}))");
            writer.Lines("values = default;", "return false;");
            writer.Close();
            writer.Gap();
        }

        writer.Line($"ref var first = ref {CSharp.Unsafe}.Add(ref _block, {Docs.Number(field.Offset)});");
        writer.Line($"values = {CSharp.Marshal}.CreateReadOnlySpan(ref {CSharp.Unsafe}.As<byte, {keyword}>(ref first), {field.Name}Length);");
        writer.Line("return true;");
        writer.Close();
    }

    private static void EmitCopy(CodeWriter writer, PlannedField field, EncodedType type)
    {
        FieldEmitter.EmitSummary(writer, field, "Copies the elements: ");
        Docs.Param(writer, "destination", $"takes up to {Docs.Number(type.Length)} elements");
        Docs.Returns(writer, "elements copied: as many as the destination holds; 0 when the sender's version lacks the field");
        writer.Open($"public int Copy{field.Name}(global::System.Span<{CSharp.Keyword(type.Primitive)}> destination)");
        if (field.IsLater)
        {
            writer.Line($"if (!Has{field.Name})");
            writer.Continue("return 0;");
        }

        writer.Line($"var count = global::System.Math.Min(destination.Length, {field.Name}Length);");
        writer.Line("for (var index = 0; index < count; index++)");
        writer.Continue($"destination[index] = Get{field.Name}(index);");
        writer.Line("return count;");
        writer.Close();
    }
}
