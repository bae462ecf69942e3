using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the one check of a group: that its dimension and all its entries lie inside the message.</summary>
internal static class GroupReadEmitter
{
    public static void Emit(CodeWriter writer, EmitContext context, PlannedElement element, BlockPlan plan, bool isRoot)
    {
        string extra = plan.HasCounts ? ", out var extraGroups, out var extraData" : "";
        string read = $"ReadDimension(ref start, length, offset, version, out var count, out var stride{extra})";
        string extraArguments = plan.HasCounts ? ", extraGroups, extraData" : "";
        writer.Gap();
        EmitInlining(writer, plan);
        writer.Line("internal static bool TryRead(ref byte start, int length, int offset, int version, "
            + $"out {element.GroupType} group)");
        writer.Open();
        writer.Lines("group = default;", $"offset = {read};");
        writer.Line("if (offset < 0)");
        writer.Continue("return false;");
        if (plan.HasParts)
        {
            writer.Line($"var end = PassEntries(ref start, length, offset, version, count, stride{extraArguments});");
            writer.Line("if (end < 0)");
            writer.Continue("return false;");
        }

        string entriesLength = plan.HasParts ? ", end - offset" : "";
        writer.Line($"group = new(ref {CSharp.Unsafe}.Add(ref start, offset), count, stride, version{entriesLength}{extraArguments});");
        writer.Line("return true;");
        writer.Close();
        EmitPass(writer, plan, read, extraArguments);
        EmitDimension(writer, context, element, plan, isRoot);
        if (plan.HasParts)
            EmitEntries(writer, element, plan);
    }

    // Inlined, a group of fixed entries is three numbers in registers; returned by a call it is written to memory and read again.
    private static void EmitInlining(CodeWriter writer, BlockPlan plan)
    {
        if (!plan.HasParts)
            writer.Line(CSharp.Inline);
    }

    private static void EmitPass(CodeWriter writer, BlockPlan plan, string read, string extraArguments)
    {
        writer.Gap();
        writer.Open("internal static int Pass(ref byte start, int length, int offset, int version)");
        writer.Line($"offset = {read};");
        writer.Line(plan.HasParts
            ? $"return offset < 0 ? -1 : PassEntries(ref start, length, offset, version, count, stride{extraArguments});"
            : "return offset < 0 ? -1 : offset + (count * stride);");
        writer.Close();
    }

    private static void EmitDimension(CodeWriter writer, EmitContext context, PlannedElement element, BlockPlan plan, bool isRoot)
    {
        writer.Gap();
        writer.Line("// The offset of the first entry; −1 when dimension or entries do not fit.");
        EmitInlining(writer, plan);
        writer.Line("private static int ReadDimension(ref byte start, int length, int offset, int version, out int count, out int stride"
            + (plan.HasCounts ? ", out int extraGroups, out int extraData)" : ")"));
        writer.Open();
        writer.Lines("count = 0;", "stride = BlockLength;");
        if (plan.HasCounts)
            writer.Lines("extraGroups = 0;", "extraData = 0;");
        writer.Line("if (offset < 0)");
        writer.Continue("return -1;");
        if (element.AbsenceTest(isRoot, "length == offset", "version") is { } absence)
        {
            writer.Line($"if ({absence})");
            writer.Continue("return offset;");
        }

        EmitNumbers(writer, context, element.Group!.Dimension, plan.HasCounts ? "offset =" : "return");
        if (plan.HasCounts)
        {
            EmitCounts(writer, context, element.Group);
            writer.Line("return offset;");
        }

        writer.Close();
    }

    private static void EmitNumbers(CodeWriter writer, EmitContext context, GroupDimension dimension, string take)
    {
        string size = Docs.Number(dimension.Type.Size);
        writer.Line($"if (length - offset < {size})");
        writer.Continue("return -1;");
        writer.Line($"ref var dimension = ref {CSharp.Unsafe}.Add(ref start, offset);");
        bool countsMany = dimension.NumInGroup.Primitive.Size() > sizeof(ushort) || dimension.NumInGroup.Primitive.IsSigned();
        writer.Line($"{take} {CSharp.Runtime}SbeDimension.{(countsMany ? "EnterMany" : "Enter")}({context.ReadHeader("dimension", dimension.BlockLength)}, "
            + $"{context.ReadHeader("dimension", dimension.NumInGroup)}, length, offset + {size}, BaseBlockLength, ref count, ref stride);");
    }

    // Counts are believed of newer senders only: what an older one has, its version tells.
    private static void EmitCounts(CodeWriter writer, EmitContext context, SbeGroup group)
    {
        writer.Open($"if (version > {Docs.Number(context.SchemaVersion)})");
        EmitCount("extraGroups", group.Dimension.NumGroups, group.Block.Groups.Count);
        EmitCount("extraData", group.Dimension.NumVarDataFields, group.Block.Variables.Count);
        writer.Close();
        writer.Gap();

        void EmitCount(string name, HeaderMember? member, int known)
        {
            if (member is not null)
                writer.Line($"{name} = {CSharp.Runtime}SbeExtra.Beyond({context.ReadHeader("dimension", member)}, {Docs.Number(known)});");
        }
    }

    private static void EmitEntries(CodeWriter writer, PlannedElement element, BlockPlan plan)
    {
        writer.Gap();
        writer.Line("private static int PassEntries(ref byte start, int length, int offset, int version, int count, int stride"
            + (plan.HasCounts ? ", int extraGroups, int extraData)" : ")"));
        writer.Open();
        writer.Open("for (; count > 0; count--)");
        writer.Line("if (stride > length - offset)");
        writer.Continue("return -1;");
        writer.Line($"offset = {element.EntryType}.Pass(ref start, length, offset + stride, version{(plan.HasCounts ? ", extraGroups, extraData" : "")});");
        writer.Line("if (offset < 0)");
        writer.Continue("return -1;");
        writer.Close();
        writer.Gap();
        writer.Line("return offset;");
        writer.Close();
    }
}
