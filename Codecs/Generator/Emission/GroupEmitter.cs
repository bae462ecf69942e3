using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the view of a group, its enumerator and the view of its entries.</summary>
internal static class GroupEmitter
{
    /// <summary>Names that the view of an entry has for itself.</summary>
    public static readonly string[] Reserved = ["TryGetEncodedLength", "TryFormat", "Pass"];

    public static void Emit(CodeWriter writer, EmitContext context, PlannedElement element, ExtraLayout outer, bool isRoot)
    {
        SbeGroup group = element.Group!;
        outer = (outer with { Dimension = group.Dimension }).Inside(group.Block);
        NameScope scope = new NameScope([$"{element.Name}Entry", .. Reserved]);
        bool hasCounts = group.Dimension.NumGroups is not null || group.Dimension.NumVarDataFields is not null;
        BlockPlan plan = BlockPlan.Of(group.Block, element.EntryType, scope, hasCounts ? outer : null);
        EmitGroup(writer, context, element, plan, isRoot);
        EmitEntry(writer, context, element, plan, outer);
    }

    private static void EmitGroup(CodeWriter writer, EmitContext context, PlannedElement element, BlockPlan plan, bool isRoot)
    {
        string name = $"{element.Name}Group";
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
        string[] fields = ["count", "entryBlockLength", "version", .. plan.HasParts ? ["length"] : Array.Empty<string>(), .. ExtraFields(plan)];
        writer.Line("private readonly ref byte _first;");
        foreach (string field in fields)
            writer.Line($"private readonly int _{field};");
        writer.Gap();
        writer.Open($"private {name}(ref byte first, {string.Join(", ", fields.Select(static field => "int " + field))})");
        writer.Line("_first = ref first;");
        foreach (string field in fields)
            writer.Line($"_{field} = {field};");
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
        EmitEnd(writer, plan);
        if (!plan.HasParts)
            EmitIndexer(writer, element, plan);
        writer.Gap();
        Docs.Summary(writer, "Walks the entries in wire order");
        Docs.Returns(writer, "an enumerator before the first entry");
        string more = string.Concat((plan.HasParts ? ["length"] : Array.Empty<string>()).Concat(ExtraFields(plan)).Select(static field => ", _" + field));
        writer.Line($"public Enumerator GetEnumerator() => new(ref _first, _count, _entryBlockLength, _version{more});");
    }

    /// <summary>Counts of groups and data that only a newer version knows, where headers carry them.</summary>
    public static string[] ExtraFields(BlockPlan plan) => plan.HasCounts ? ["extraGroups", "extraData"] : [];

    private static void EmitEnd(CodeWriter writer, BlockPlan plan)
    {
        writer.Gap();
        writer.Line("// The offset after the group in the block of a view; −1 when the group is of another message.");
        writer.Line("internal int EndIn(ref byte block, int length)");
        string entriesLength = plan.HasParts ? "_length" : "_count * _entryBlockLength";
        writer.Continue($"=> {CSharp.Runtime}SbeBytes.OffsetAfter(ref block, length, ref _first, {entriesLength});");
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
        string more = plan.NeedsVersion ? ", _entryBlockLength, _version" : "";
        writer.Line($"return new(ref {CSharp.Unsafe}.Add(ref _first, index * _entryBlockLength){more});");
        writer.Close();
        writer.Close();
    }

    private static void EmitEntry(CodeWriter writer, EmitContext context, PlannedElement element, BlockPlan plan, ExtraLayout layout)
    {
        string name = $"{element.Name}Entry";
        writer.Gap();
        Docs.Summary(writer, $"One entry of {element.Name}");
        writer.Open($"public readonly ref partial struct {name} : {FormatEmitter.Interface}");
        EmitEntryState(writer, name, plan);
        foreach (PlannedField field in plan.Fields)
            FieldEmitter.Emit(writer, context, field);
        ElementEmitter.Emit(writer, context, plan, isRoot: false);
        FormatEmitter.Emit(writer, context, plan, "");
        foreach (PlannedElement? inner in plan.Elements.Where(static inner => inner.Group is not null))
            Emit(writer, context, inner, layout, isRoot: false);
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

        string[] fields = [.. plan.HasParts ? ["length"] : Array.Empty<string>(), "blockLength", "version", .. ExtraFields(plan)];
        foreach (string field in fields)
            writer.Line($"private readonly int _{field};");
        writer.Gap();
        writer.Open($"internal {name}(ref byte block, {string.Join(", ", fields.Select(static field => "int " + field))})");
        writer.Line("_block = ref block;");
        foreach (string field in fields)
            writer.Line($"_{field} = {field};");
        writer.Close();
    }
}
