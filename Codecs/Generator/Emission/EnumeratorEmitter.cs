namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the enumerator of a group. For entries of one length a step is an addition and a countdown.</summary>
internal static class EnumeratorEmitter
{
    public static void Emit(CodeWriter writer, PlannedElement element, BlockPlan plan)
    {
        writer.Gap();
        Docs.Summary(writer, $"Walks the entries of {element.Name}");
        writer.Open("public ref struct Enumerator");
        if (plan.Block.IsFixed)
            EmitFixed(writer, element, plan);
        else
            EmitVariable(writer, element);
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
        var more = plan.NeedsVersion ? ", _stride, _version" : "";
        writer.Line($"public readonly {element.EntryType} Current => new(ref {CSharp.Unsafe}.Subtract(ref _next, _stride){more});");
        EmitMoveNext(writer);
        writer.Lines("_left--;", $"_next = ref {CSharp.Unsafe}.Add(ref _next, _stride);", "return true;");
        writer.Close();
    }

    private static void EmitVariable(CodeWriter writer, PlannedElement element)
    {
        writer.Lines(
            "private ref byte _next;",
            "private int _left;",
            "private int _remaining;",
            "private readonly int _blockLength;",
            "private readonly int _version;",
            $"private {element.EntryType} _current;");
        writer.Gap();
        writer.Open("internal Enumerator(ref byte first, int count, int blockLength, int version, int remaining)");
        writer.Lines(
            "_next = ref first;", "_left = count;", "_remaining = remaining;", "_blockLength = blockLength;", "_version = version;",
                "_current = default;");
        writer.Close();
        writer.Gap();
        Docs.Summary(writer, "The entry at hand; of meaning after MoveNext has returned true");
        writer.Line($"public readonly {element.EntryType} Current => _current;");
        EmitMoveNext(writer);
        writer.Lines("_left--;", "_current = new(ref _next, _remaining, _blockLength, _version);");

        // The whole group was measured when it was read: an entry that does not fit cannot come up here.
        writer.Line("_current.TryGetEncodedLength(out var length);");
        writer.Lines($"_next = ref {CSharp.Unsafe}.Add(ref _next, length);", "_remaining -= length;", "return true;");
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
