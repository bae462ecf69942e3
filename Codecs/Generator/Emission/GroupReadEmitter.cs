using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the one check of a group: that its dimension and all its entries lie inside the message.</summary>
internal static class GroupReadEmitter
{
    // Entries may take no byte: their number is bounded all the same, so that hostile counts do not loop for long.
    private const int ZeroLengthEntryCountMax = 65535;

    public static void Emit(CodeWriter writer, EmitContext context, PlannedElement element, BlockPlan plan, bool isRoot)
    {
        writer.Gap();
        writer.Open($"internal static bool TryRead({CSharp.Bytes} from, int version, out {element.GroupType} group)");
        if (ElementEmitter.AbsenceTest(element, isRoot, "from.Length", "version") is { } absence)
        {
            writer.Open($"if ({absence})");
            writer.Lines($"group = new(from, 0, BlockLength, version{(plan.Block.IsFixed ? "" : ", 0")});", "return true;");
            writer.Close();
            writer.Gap();
        }

        EmitDimension(writer, context, element.Group!.Dimension);
        EmitEntries(writer, element.Group.Dimension, plan);
        writer.Close();
        if (!plan.Block.IsFixed)
            EmitTryMeasure(writer, element);
    }

    private static void EmitDimension(CodeWriter writer, EmitContext context, GroupDimension dimension)
    {
        var size = Docs.Number(dimension.Type.Size);
        writer.Line("group = default;");
        writer.Line($"if (from.Length < {size})");
        writer.Continue("return false;");
        writer.Line($"ref var dimension = ref {CSharp.Marshal}.GetReference(from);");
        writer.Line($"var entryBlockLength = {context.ReadHeader("dimension", dimension.BlockLength)};");
        writer.Line($"var count = {context.ReadHeader("dimension", dimension.NumInGroup)};");
        writer.Line($"var remaining = (uint)(from.Length - {size});");
        writer.Line("if ((ulong)count * entryBlockLength > remaining || (count != 0 && entryBlockLength < BaseBlockLength))");
        writer.Continue("return false;");
        if (dimension.NumInGroup.Primitive.Size() <= sizeof(ushort))
            return;
        writer.Line($"if (count > {Docs.Number(ZeroLengthEntryCountMax)} && count > remaining)");
        writer.Continue("return false;");
    }

    // An empty group may carry any block length, even one past the message.
    private static void EmitEntries(CodeWriter writer, GroupDimension dimension, BlockPlan plan)
    {
        writer.Line($"var entries = from.Slice({Docs.Number(dimension.Type.Size)});");
        writer.Line("var stride = count == 0 ? BlockLength : (int)entryBlockLength;");
        if (plan.Block.IsFixed)
        {
            writer.Lines("group = new(entries, (int)count, stride, version);", "return true;");
            return;
        }

        writer.Line("if (!TryMeasure(entries, (int)count, stride, version, out var length))");
        writer.Continue("return false;");
        writer.Lines("group = new(entries, (int)count, stride, version, length);", "return true;");
    }

    private static void EmitTryMeasure(CodeWriter writer, PlannedElement element)
    {
        writer.Gap();
        writer.Line($"private static bool TryMeasure({CSharp.Bytes} entries, int count, int blockLength, int version, out int length)");
        writer.Open();
        writer.Lines("length = 0;", "var rest = entries;");
        writer.Open("for (var index = 0; index < count; index++)");
        writer.Line("if (blockLength > rest.Length)");
        writer.Continue("return false;");
        writer.Line($"ref var first = ref {CSharp.Marshal}.GetReference(rest);");
        writer.Line($"var entry = new {element.EntryType}(ref first, rest.Length, blockLength, version);");
        writer.Line("if (!entry.TryGetEncodedLength(out var entryLength))");
        writer.Continue("return false;");
        writer.Line("rest = rest.Slice(entryLength);");
        writer.Close();
        writer.Gap();
        writer.Lines("length = entries.Length - rest.Length;", "return true;");
        writer.Close();
    }
}
