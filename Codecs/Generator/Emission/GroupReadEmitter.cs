using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the one check of a group: that its dimension and all its entries lie inside the message.</summary>
internal static class GroupReadEmitter
{
    /// <summary>The check of a group whose entries differ in length; that of others is in the runtime.</summary>
    public static void Emit(CodeWriter writer, EmitContext context, PlannedElement element, BlockPlan plan, bool isRoot)
    {
        string extra = plan.HasCounts ? ", out var extraGroups, out var extraData" : "";
        string read = $"ReadDimension(ref start, length, offset, version, out var count, out var stride{extra})";
        string extraArguments = plan.HasCounts ? ", extraGroups, extraData" : "";
        writer.Gap();
        writer.Line("internal static bool TryRead(ref byte start, int length, int offset, int version, "
            + $"out {element.GroupType} group)");
        writer.Open();
        writer.Lines("group = default;", $"offset = {read};");
        writer.Line($"var end = offset < 0 ? -1 : PassEntries(ref start, length, offset, version, count, stride{extraArguments});");
        writer.Line("if (end < 0)");
        writer.Continue("return false;");
        writer.Line($"group = new(ref {CSharp.Unsafe}.Add(ref start, offset), count, stride, version, end - offset{extraArguments});");
        writer.Line("return true;");
        writer.Close();
        EmitPass(writer, read, extraArguments);
        if (plan.HasCounts)
            EmitCountedDimension(writer, context, element, isRoot);
        else
            EmitDimension(writer, context, element, isRoot, "private static int ");
        EmitEntries(writer, element, plan);
    }

    /// <summary>Writes the method that reads a dimension which does not count groups and data.</summary>
    /// <param name="writer">the file</param>
    /// <param name="context">the schema</param>
    /// <param name="element">the group</param>
    /// <param name="isRoot">whether it is in the root of its message</param>
    /// <param name="head">what stands before the method's name</param>
    public static void EmitDimension(CodeWriter writer, EmitContext context, PlannedElement element, bool isRoot, string head)
    {
        (SbeBlock block, GroupDimension dimension) = (element.Group!.Block, element.Group.Dimension);
        string isAbsent = element.AbsenceTest(isRoot, "length == offset", "version") ?? "false";
        string layout = $"{Docs.Number(dimension.Type.Size)}, {Place(dimension.BlockLength)}, {Place(dimension.NumInGroup)}, "
            + CSharp.Bool(context.ByteOrder == ByteOrder.BigEndian);
        writer.Gap();
        if (element.IsFixedGroup)
            writer.Line(CSharp.Inline);
        writer.Line($"{head}ReadDimension(ref byte start, int length, int offset, int version, out int count, out int stride)");
        writer.Continue($"=> {CSharp.Runtime}SbeDimension.Read(ref start, length, offset, {isAbsent}, new({layout}), "
            + $"{Docs.Number(block.BlockLength)}, {Docs.Number(block.BaseLength)}, out count, out stride);");
    }

    private static string Place(HeaderMember member)
    {
        int width = member.Primitive.IsSigned() ? -member.Primitive.Size() : member.Primitive.Size();
        return $"{Docs.Number(member.Offset)}, {Docs.Number(width)}";
    }

    private static void EmitPass(CodeWriter writer, string read, string extraArguments)
    {
        writer.Gap();
        writer.Open("internal static int Pass(ref byte start, int length, int offset, int version)");
        writer.Line($"offset = {read};");
        writer.Line($"return offset < 0 ? -1 : PassEntries(ref start, length, offset, version, count, stride{extraArguments});");
        writer.Close();
    }

    private static void EmitCountedDimension(CodeWriter writer, EmitContext context, PlannedElement element, bool isRoot)
    {
        writer.Gap();
        writer.Line("// The offset of the first entry; −1 when dimension or entries do not fit.");
        writer.Line("private static int ReadDimension(ref byte start, int length, int offset, int version, out int count, out int stride, "
            + "out int extraGroups, out int extraData)");
        writer.Open();
        writer.Lines("count = 0;", "stride = BlockLength;", "extraGroups = 0;", "extraData = 0;");
        writer.Line("if (offset < 0)");
        writer.Continue("return -1;");
        if (element.AbsenceTest(isRoot, "length == offset", "version") is { } absence)
        {
            writer.Line($"if ({absence})");
            writer.Continue("return offset;");
        }

        EmitNumbers(writer, context, element.Group!.Dimension);
        EmitCounts(writer, context, element.Group);
        writer.Line("return offset;");
        writer.Close();
    }

    private static void EmitNumbers(CodeWriter writer, EmitContext context, GroupDimension dimension)
    {
        string size = Docs.Number(dimension.Type.Size);
        writer.Line($"if (length - offset < {size})");
        writer.Continue("return -1;");
        writer.Line($"ref var dimension = ref {CSharp.Unsafe}.Add(ref start, offset);");
        bool countsMany = dimension.NumInGroup.Primitive.Size() > sizeof(ushort) || dimension.NumInGroup.Primitive.IsSigned();
        writer.Line($"offset = {CSharp.Runtime}SbeDimension.{(countsMany ? "EnterMany" : "Enter")}({context.ReadHeader("dimension", dimension.BlockLength)}, "
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
