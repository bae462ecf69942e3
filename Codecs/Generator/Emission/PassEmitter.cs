using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>
/// Writes static methods that take the offset of an element to the offset after it, or to −1 when the element does not fit: numbers
/// that live in registers, where views would be copied. Each takes −1 to −1, so that a walk over several asks once, at its end.
/// </summary>
internal static class PassEmitter
{
    /// <summary>The method that passes one data; that of a group is in the group.</summary>
    public static void Emit(CodeWriter writer, EmitContext context, PlannedElement element, bool isRoot)
    {
        if (element.Variable is not { } variable)
            return;
        writer.Gap();
        writer.Line($"private static int Pass{element.Name}(ref byte start, int length, int offset, int version)");
        string isOlder = element.IsLater ? $"version < {Docs.Number(element.Notes.SinceVersion)}" : "false";
        string layout = Layout(context, variable);
        writer.Continue($"=> {CSharp.Runtime}SbeVariableLength.Pass(ref start, length, offset, {isOlder}, {CSharp.Bool(isRoot)}, {layout});");
    }

    // Of the header: its bytes, where the length stands, its width, negative when it is signed, and its byte order.
    private static string Layout(EmitContext context, SbeVariable variable)
    {
        PrimitiveType primitive = variable.Length.Primitive;
        int width = primitive.IsSigned() ? -primitive.Size() : primitive.Size();
        return $"{Docs.Number(variable.HeaderSize)}, {Docs.Number(variable.Length.Offset)}, {Docs.Number(width)}, "
            + CSharp.Bool(context.ByteOrder == ByteOrder.BigEndian);
    }

    /// <summary>The method that passes all elements of a block, from the offset after its fields.</summary>
    public static void EmitAll(CodeWriter writer, BlockPlan plan)
    {
        writer.Gap();
        string counts = plan.HasCounts ? ", int extraGroups, int extraData" : "";
        writer.Open($"internal static int Pass(ref byte start, int length, int offset, int version{counts})");
        foreach (PlannedElement? element in plan.Elements.Where(static element => element.Group is not null))
            EmitStep(writer, element);
        EmitExtraGroups(writer, plan, "");
        foreach (PlannedElement? element in plan.Elements.Where(static element => element.Group is null))
            EmitStep(writer, element);
        EmitExtraData(writer, plan);
        writer.Line("return offset;");
        writer.Close();
    }

    /// <summary>Passes groups of a newer version, where the header of a block counts its groups.</summary>
    /// <param name="writer">the file</param>
    /// <param name="plan">the block</param>
    /// <param name="prefix">"_" in a member of a view, nothing in a static method</param>
    public static void EmitExtraGroups(CodeWriter writer, BlockPlan plan, string prefix)
    {
        if (!plan.HasCounts)
            return;
        (string? start, string? length) = prefix.Length > 0 ? ("_block", "_length") : ("start", "length");
        writer.Line($"if (offset >= 0 && {prefix}extraGroups > 0)");
        writer.Continue($"offset = {plan.Extra!.New}.PassGroups(ref {start}, {length}, offset, {prefix}extraGroups);");
    }

    private static void EmitExtraData(CodeWriter writer, BlockPlan plan)
    {
        if (!plan.HasCounts)
            return;
        writer.Line("if (offset >= 0 && extraData > 0)");
        writer.Continue($"return {plan.Extra!.New}.PassData(ref start, length, offset, extraData);");
    }

    private static void EmitStep(CodeWriter writer, PlannedElement element)
        => writer.Line($"offset = {element.Pass("start", "length", "offset", "version")};");
}
