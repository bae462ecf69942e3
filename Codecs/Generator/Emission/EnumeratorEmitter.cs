namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the enumerator of a group. For entries of one length a step is an addition and a countdown.</summary>
internal static class EnumeratorEmitter
{
    public static void Emit(CodeWriter writer, PlannedElement element, BlockPlan plan)
    {
        writer.Gap();
        Docs.Summary(writer, $"Walks the entries of {element.Name}");
        writer.Open("public ref struct Enumerator");
        if (!plan.HasParts)
            EmitFixed(writer, element, plan);
        else
            EmitVariable(writer, element, plan);
        writer.Close();
    }

    // Four fields: small enough to live in registers. The reference always points into the group or at its end, never before it.
    private static void EmitFixed(CodeWriter writer, PlannedElement element, BlockPlan plan)
    {
        writer.Lines("private ref byte _next;", "private int _left;", "private readonly int _stride;");
        if (plan.NeedsVersion)
            writer.Line("private readonly int _version;");
        writer.Gap();
        writer.Open("internal Enumerator(ref byte first, int count, int stride, int version)");
        writer.Lines("_next = ref first;", "_left = count;", "_stride = stride;");
        if (plan.NeedsVersion)
            writer.Line("_version = version;");
        writer.Close();
        writer.Gap();
        Docs.Summary(writer, "The entry at hand; of meaning after MoveNext has returned true");
        string more = plan.NeedsVersion ? ", _stride, _version" : "";
        writer.Line($"public readonly {element.EntryType} Current => new(ref {CSharp.Unsafe}.Subtract(ref _next, _stride){more});");
        EmitMoveNext(writer);
        writer.Lines("_left--;", $"_next = ref {CSharp.Unsafe}.Add(ref _next, _stride);", "return true;");
        writer.Close();
    }

    // An entry is measured when the next one is asked for. The whole group was measured when it was read: an entry that does not fit
    // can only come up when somebody has written over the bytes since.
    private static void EmitVariable(CodeWriter writer, PlannedElement element, BlockPlan plan)
    {
        string[] fields = ["left", "blockLength", "version", "length", .. GroupEmitter.ExtraFields(plan)];
        string extra = string.Concat(GroupEmitter.ExtraFields(plan).Select(static field => ", _" + field));
        writer.Line("private ref byte _at;");
        foreach (string field in fields)
            writer.Line($"private {(field is "left" or "length" ? "" : "readonly ")}int _{field};");
        writer.Line("private bool _isStarted;");
        writer.Gap();
        writer.Open($"internal Enumerator(ref byte first, {string.Join(", ", fields.Select(static field => "int " + field))})");
        writer.Line("_at = ref first;");
        foreach (string field in fields)
            writer.Line($"_{field} = {field};");
        writer.Line("_isStarted = false;");
        writer.Close();
        writer.Gap();
        Docs.Summary(writer, "The entry at hand; of meaning after MoveNext has returned true");
        writer.Line($"public readonly {element.EntryType} Current => new(ref _at, _length, _blockLength, _version{extra});");
        EmitMoveNext(writer);
        EmitStep(writer, element, extra);
    }

    private static void EmitStep(CodeWriter writer, PlannedElement element, string extra)
    {
        writer.Open("if (_isStarted)");
        writer.Line($"var end = {element.EntryType}.Pass(ref _at, _length, _blockLength, _version{extra});");
        writer.Open("if (end < 0)");
        writer.Lines("_left = 0;", "return false;");
        writer.Close();
        writer.Gap();
        writer.Lines($"_at = ref {CSharp.Unsafe}.Add(ref _at, end);", "_length -= end;");
        writer.Close();
        writer.Gap();
        writer.Lines("_isStarted = true;", "_left--;", "return true;");
        writer.Close();
    }

    private static void EmitMoveNext(CodeWriter writer)
    {
        writer.Gap();
        Docs.Summary(writer, "Steps to the next entry");
        Docs.Returns(writer, "false when there is none");
        writer.Open("public bool MoveNext()");
        writer.Line("if (_left == 0)");
        writer.Continue("return false;");
    }
}
