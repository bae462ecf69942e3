using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>
/// Writes static methods that take the offset of an element to the offset after it, or to −1 when the element does not fit: numbers
/// that live in registers, where views would be copied.
/// </summary>
internal static class PassEmitter
{
    /// <summary>The method that passes one data; that of a group is in the group.</summary>
    public static void Emit(CodeWriter writer, EmitContext context, PlannedElement element, bool isRoot)
    {
        if (element.Variable is not { } variable)
            return;
        writer.Gap();
        writer.Open($"private static int Pass{element.Name}(ref byte start, int length, int offset, int version)");
        if (element.AbsenceTest(isRoot, "length == offset", "version") is { } absence)
        {
            writer.Line($"if ({absence})");
            writer.Continue("return offset;");
        }

        string header = Docs.Number(variable.HeaderSize);
        writer.Line($"if (length - offset < {header})");
        writer.Continue("return -1;");
        writer.Line($"ref var header = ref {CSharp.Unsafe}.Add(ref start, offset);");
        writer.Line($"var count = {context.ReadHeader("header", variable.Length)};");
        writer.Line($"offset += {header};");
        writer.Line("return count > (uint)(length - offset) ? -1 : offset + (int)count;");
        writer.Close();
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
        if (prefix.Length > 0)
            return;
        writer.Line("if (offset < 0)");
        writer.Continue("return -1;");
    }

    private static void EmitExtraData(CodeWriter writer, BlockPlan plan)
    {
        if (!plan.HasCounts)
            return;
        writer.Line("if (extraData > 0)");
        writer.Continue($"return {plan.Extra!.New}.PassData(ref start, length, offset, extraData);");
    }

    private static void EmitStep(CodeWriter writer, PlannedElement element)
    {
        writer.Line($"offset = {element.Pass("start", "length", "offset", "version")};");
        writer.Line("if (offset < 0)");
        writer.Continue("return -1;");
    }
}
