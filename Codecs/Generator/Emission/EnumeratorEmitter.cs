namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the enumerator of a group whose entries differ in length; that of others is in the runtime.</summary>
internal static class EnumeratorEmitter
{
    public static void Emit(CodeWriter writer, PlannedElement element, BlockPlan plan)
    {
        writer.Gap();
        Docs.Summary(writer, $"Walks the entries of {element.Name}");
        writer.Open("public ref struct Enumerator");
        EmitWalk(writer, element, plan);
        writer.Close();
    }

    // An entry is measured when the next one is asked for. The whole group was measured when it was read: an entry that does not fit
    // can only come up when somebody has written over the bytes since.
    private static void EmitWalk(CodeWriter writer, PlannedElement element, BlockPlan plan)
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
