using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the view of a group, its enumerator and the view of its entries.</summary>
internal static class GroupEmitter
{
    public static void Emit(CodeWriter writer, EmitContext context, PlannedElement element, bool isRoot)
    {
        var group = element.Group!;
        var scope = new NameScope($"{element.Name}Entry", "TryGetEncodedLength", "Rest");
        var plan = BlockPlan.Of(group.Block, element.EntryType, scope);
        EmitGroup(writer, context, element, plan, isRoot);
        EmitEntry(writer, context, element, plan);
    }

    private static void EmitGroup(CodeWriter writer, EmitContext context, PlannedElement element, BlockPlan plan, bool isRoot)
    {
        var name = $"{element.Name}Group";
        writer.Gap();
        Docs.Summary(writer, $"The entries of {element.Name}");
        writer.Open($"public readonly ref partial struct {name}");
        EmitState(writer, name, plan);
        GroupReadEmitter.Emit(writer, context, element, plan, isRoot);
        EmitAccess(writer, element, plan);
        EnumeratorEmitter.Emit(writer, element, plan);
        writer.Close();
    }

    private static void EmitState(CodeWriter writer, string name, BlockPlan plan)
    {
        var isFixed = plan.Block.IsFixed;
        writer.Lines(
            "private readonly ref byte _first;",
            "private readonly int _count;",
            "private readonly int _entryBlockLength;",
            "private readonly int _version;",
            "private readonly int _remaining;");
        if (!isFixed)
            writer.Line("private readonly int _length;");
        writer.Gap();
        var length = isFixed ? "" : ", int length";
        writer.Open($"private {name}({CSharp.Bytes} entries, int count, int entryBlockLength, int version{length})");
        writer.Lines(
            $"_first = ref {CSharp.Marshal}.GetReference(entries);",
            "_count = count;",
            "_entryBlockLength = entryBlockLength;",
            "_version = version;",
            "_remaining = entries.Length;");
        if (!isFixed)
            writer.Line("_length = length;");
        writer.Close();
    }

    private static void EmitAccess(CodeWriter writer, PlannedElement element, BlockPlan plan)
    {
        writer.Gap();
        Docs.Summary(writer, "Bytes of an entry's block in the schema's version");
        writer.Line($"public const int BlockLength = {Docs.Number(plan.Block.BlockLength)};");
        writer.Gap();
        Docs.Summary(writer, "Least bytes of an entry's block: what the group's oldest fields take");
        writer.Line($"public const int BaseBlockLength = {Docs.Number(plan.Block.BaseLength)};");
        writer.Gap();
        Docs.Summary(writer, "Number of entries");
        writer.Line("public int Count => _count;");
        writer.Gap();
        Docs.Summary(writer, "Bytes of an entry's block as sent; BlockLength when there is no entry");
        writer.Line("public int EntryBlockLength => _entryBlockLength;");
        EmitRest(writer, plan);
        if (plan.Block.IsFixed)
            EmitIndexer(writer, element, plan);
        writer.Gap();
        Docs.Summary(writer, "Walks the entries in wire order");
        Docs.Returns(writer, "an enumerator before the first entry");
        var remaining = plan.Block.IsFixed ? "" : ", _remaining";
        writer.Line($"public Enumerator GetEnumerator() => new(ref _first, _count, _entryBlockLength, _version{remaining});");
    }

    private static void EmitRest(CodeWriter writer, BlockPlan plan)
    {
        writer.Gap();
        writer.Open($"internal {CSharp.Bytes} Rest");
        writer.Open("get");
        writer.Line(plan.Block.IsFixed ? "var length = _count * _entryBlockLength;" : "var length = _length;");
        writer.Line($"return {CSharp.Marshal}.CreateReadOnlySpan(ref {CSharp.Unsafe}.Add(ref _first, length), _remaining - length);");
        writer.Close();
        writer.Close();
    }

    private static void EmitIndexer(CodeWriter writer, PlannedElement element, BlockPlan plan)
    {
        writer.Gap();
        Docs.Summary(writer, "An entry by its index");
        Docs.Param(writer, "index", "0 to Count − 1; anything else throws");
        writer.Open($"public {element.EntryType} this[int index]");
        writer.Open("get");
        writer.Line("if ((uint)index >= (uint)_count)");
        writer.Continue($"{CSharp.Runtime}SbeThrow.EntryIndex(index, _count);");
        var more = plan.NeedsVersion ? ", _entryBlockLength, _version" : "";
        writer.Line($"return new(ref {CSharp.Unsafe}.Add(ref _first, index * _entryBlockLength){more});");
        writer.Close();
        writer.Close();
    }

    private static void EmitEntry(CodeWriter writer, EmitContext context, PlannedElement element, BlockPlan plan)
    {
        var name = $"{element.Name}Entry";
        writer.Gap();
        Docs.Summary(writer, $"One entry of {element.Name}");
        writer.Open($"public readonly ref partial struct {name}");
        EmitEntryState(writer, name, plan);
        foreach (var field in plan.Fields)
            FieldEmitter.Emit(writer, context, field);
        ElementEmitter.Emit(writer, context, plan, isRoot: false);
        foreach (var inner in plan.Elements.Where(static inner => inner.Group is not null))
            Emit(writer, context, inner, isRoot: false);
        writer.Close();
    }

    private static void EmitEntryState(CodeWriter writer, string name, BlockPlan plan)
    {
        writer.Line("private readonly ref byte _block;");
        if (!plan.NeedsVersion)
        {
            writer.Gap();
            writer.Line($"internal {name}(ref byte block) => _block = ref block;");
            return;
        }

        var hasRest = !plan.Block.IsFixed;
        if (hasRest)
            writer.Line("private readonly int _length;");
        writer.Lines("private readonly int _blockLength;", "private readonly int _version;");
        writer.Gap();
        writer.Open($"internal {name}(ref byte block{(hasRest ? ", int length" : "")}, int blockLength, int version)");
        writer.Line("_block = ref block;");
        if (hasRest)
            writer.Line("_length = length;");
        writer.Lines("_blockLength = blockLength;", "_version = version;");
        writer.Close();
    }
}
