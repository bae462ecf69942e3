namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the members of a view that find its groups and data, in wire order.</summary>
internal static class ElementEmitter
{
    private const string Malformed = "false when it does not fit the message, which is then malformed";

    public static void Emit(CodeWriter writer, EmitContext context, BlockPlan plan, bool isRoot)
    {
        foreach (PlannedElement element in plan.Elements)
        {
            EmitBefore(writer, plan, element);
            if (element.Group is not null)
                EmitGroup(writer, plan, element);
            else
                EmitVariable(writer, plan, element, isRoot);
            PassEmitter.Emit(writer, context, element, isRoot);
        }

        if (plan.HasParts)
            PassEmitter.EmitAll(writer, plan);
        if (plan.HasParts || isRoot)
            EmitEncodedLength(writer, plan);
    }

    // Where an element begins: a walk over those before it.
    private static void EmitBefore(CodeWriter writer, BlockPlan plan, PlannedElement element)
    {
        writer.Gap();
        writer.Open($"private int Before{element.Name}()");
        if (element.Previous is null)
            writer.Line("var offset = _blockLength;");
        else
        {
            writer.Line($"var offset = Before{element.Previous.Name}();");
            writer.Line("if (offset >= 0)");
            writer.Continue($"offset = {element.Previous.Pass("_block", "_length", "offset", "_version")};");
        }

        if (ReferenceEquals(element, plan.FirstVariable))
            PassEmitter.EmitExtraGroups(writer, plan, "_");
        writer.Line("return offset;");
        writer.Close();
    }

    private static void EmitGroup(CodeWriter writer, BlockPlan plan, PlannedElement element)
    {
        EmitSummary(writer, element, "group");
        EmitOut(writer, "group", "the group, of no entries when the sender's version lacks it; default when the result is false");
        if (element.Previous is null && element.Group!.Block.IsFixed)
            writer.Line(CSharp.Inline);
        writer.Line($"public bool TryGet{element.Name}(out {element.GroupType} group)");
        writer.Continue($"=> {element.GroupType}.TryRead(ref _block, _length, Before{element.Name}(), _version, out group);");
        if (element.Previous is not { } previous)
            return;
        EmitSummary(writer, element, "group");
        Docs.Param(writer, "previous", $"the group {previous.Name} of the same view: what comes before it is not walked again");
        EmitOut(writer, "group", "the group, of no entries when the sender's version lacks it; default when the result is false");
        writer.Line($"public bool TryGet{element.Name}(in {previous.GroupType} previous, out {element.GroupType} group)");
        writer.Continue($"=> {element.GroupType}.TryRead(ref _block, _length, previous.EndIn(ref _block, _length), _version, out group);");
    }

    private static void EmitVariable(CodeWriter writer, BlockPlan plan, PlannedElement element, bool isRoot)
    {
        EmitSummary(writer, element, "data");
        EmitOut(writer, "data", "the bytes without their length, empty when the sender's version lacks them or the result is false");
        writer.Line($"public bool TryGet{element.Name}(out {CSharp.Bytes} data)");
        writer.Continue($"=> TryRead{element.Name}(Before{element.Name}(), out data);");
        if (element.Previous is { } previous)
            EmitVariableAfter(writer, plan, element, previous);
        if (element.IsText)
            EmitText(writer, element);
        EmitRead(writer, element, isRoot);
    }

    private static void EmitVariableAfter(CodeWriter writer, BlockPlan plan, PlannedElement element, PlannedElement previous)
    {
        EmitSummary(writer, element, "data");
        Docs.Param(writer, "previous", $"{previous.Name} of the same view: what comes before it is not walked again");
        EmitOut(writer, "data", "the bytes without their length, empty when the sender's version lacks them or the result is false");
        string type = previous.Group is null ? CSharp.Bytes : "in " + previous.GroupType;
        string offset = previous.Group is null
            ? $"{CSharp.Runtime}SbeBytes.OffsetAfter(ref _block, _length, ref {CSharp.Marshal}.GetReference(previous), previous.Length)"
            : "previous.EndIn(ref _block, _length)";
        writer.Open($"public bool TryGet{element.Name}({type} previous, out {CSharp.Bytes} data)");
        writer.Line($"var offset = {offset};");
        if (ReferenceEquals(element, plan.FirstVariable))
            PassEmitter.EmitExtraGroups(writer, plan, "_");
        writer.Line($"return TryRead{element.Name}(offset, out data);");
        writer.Close();
    }

    private static void EmitText(CodeWriter writer, PlannedElement element)
    {
        EmitSummary(writer, element, "text");
        EmitOut(writer, "text", "a new string, empty when there is no text");
        writer.Open($"public bool TryGet{element.Name}Text(out string text)");
        writer.Line($"var isRead = TryGet{element.Name}(out var data);");
        writer.Line($"text = {CSharp.Runtime}SbeText.DecodeAll(data, {CSharp.Bool(element.IsUtf8)});");
        writer.Line("return isRead;");
        writer.Close();
    }

    // Data that is absent has no header: its end is where it would begin.
    private static void EmitRead(CodeWriter writer, PlannedElement element, bool isRoot)
    {
        string header = Docs.Number(element.Variable!.HeaderSize);
        bool mayBeAbsent = element.AbsenceTest(isRoot, "", "") is not null;
        writer.Gap();
        writer.Open($"private bool TryRead{element.Name}(int offset, out {CSharp.Bytes} data)");
        writer.Lines("data = default;");
        writer.Line("if (offset < 0)");
        writer.Continue("return false;");
        writer.Line($"var end = {element.Pass("_block", "_length", "offset", "_version")};");
        writer.Line("if (end < 0)");
        writer.Continue("return false;");
        writer.Line($"var first = {(mayBeAbsent ? $"end == offset ? offset : offset + {header}" : $"offset + {header}")};");
        writer.Line($"data = {CSharp.Marshal}.CreateReadOnlySpan(ref {CSharp.Unsafe}.Add(ref _block, first), end - first);");
        writer.Line("return true;");
        writer.Close();
    }

    private static void EmitEncodedLength(CodeWriter writer, BlockPlan plan)
    {
        writer.Gap();
        Docs.Summary(writer, "Measures block, groups and data that this view knows, by walking them");
        Docs.Param(writer, "length", "bytes; 0 when the result is false");
        Docs.Returns(writer, "false when a group or data does not fit the message, which is then malformed");
        writer.Open("public bool TryGetEncodedLength(out int length)");
        if (!plan.HasParts)
            writer.Lines("length = _blockLength;", "return true;");
        else
        {
            writer.Line($"var end = Pass(ref _block, _length, _blockLength, _version{(plan.HasCounts ? ", _extraGroups, _extraData" : "")});");
            writer.Lines("length = end < 0 ? 0 : end;", "return end >= 0;");
        }

        writer.Close();
    }

    private static void EmitOut(CodeWriter writer, string name, string text)
    {
        Docs.Param(writer, name, text);
        Docs.Returns(writer, Malformed);
    }

    private static void EmitSummary(CodeWriter writer, PlannedElement element, string kind)
    {
        string description = element.Notes.Description.Length > 0 ? element.Notes.Description : element.Name;
        writer.Gap();
        Docs.Summary(writer, description, kind, "tag " + Docs.Number(element.Id), Docs.Versions(element.Notes));
    }
}
