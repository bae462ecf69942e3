using System.Globalization;

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
                EmitVariable(writer, plan, element);
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
        string offset = element.Previous is not { } previous ? "_blockLength"
            : previous.Pass("_block", "_length", $"Before{previous.Name}()", "_version");
        EmitAfter(writer, plan, element, $"private int Before{element.Name}()", offset, "{0}");
    }

    // A member of an element that begins at an offset: in the midst of a block of counted groups behind those of a newer version.
    private static void EmitAfter(CodeWriter writer, BlockPlan plan, PlannedElement element, string head, string offset, string result)
    {
        writer.Line(head);
        if (!plan.HasCounts || !ReferenceEquals(element, plan.FirstVariable))
        {
            writer.Continue($"=> {string.Format(CultureInfo.InvariantCulture, result, offset)};");
            return;
        }

        writer.Open();
        writer.Line($"var offset = {offset};");
        PassEmitter.EmitExtraGroups(writer, plan, "_");
        writer.Line($"return {string.Format(CultureInfo.InvariantCulture, result, "offset")};");
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

    private static void EmitVariable(CodeWriter writer, BlockPlan plan, PlannedElement element)
    {
        EmitSummary(writer, element, "data");
        EmitOut(writer, "data", "the bytes without their length, empty when the sender's version lacks them or the result is false");
        writer.Line($"public bool TryGet{element.Name}(out {CSharp.Bytes} data)");
        writer.Continue($"=> TryRead{element.Name}(Before{element.Name}(), out data);");
        if (element.Previous is { } previous)
            EmitVariableAfter(writer, plan, element, previous);
        if (element.IsText)
            EmitText(writer, element);
        EmitRead(writer, element);
    }

    private static void EmitVariableAfter(CodeWriter writer, BlockPlan plan, PlannedElement element, PlannedElement previous)
    {
        EmitSummary(writer, element, "data");
        Docs.Param(writer, "previous", $"{previous.Name} of the same view: what comes before it is not walked again");
        EmitOut(writer, "data", "the bytes without their length, empty when the sender's version lacks them or the result is false");
        string type = previous.Group is null ? CSharp.Bytes : "in " + previous.GroupType;
        string offset = previous.Group is null
            ? $"{CSharp.Runtime}SbeBytes.OffsetAfter(ref _block, _length, previous)"
            : "previous.EndIn(ref _block, _length)";
        string head = $"public bool TryGet{element.Name}({type} previous, out {CSharp.Bytes} data)";
        EmitAfter(writer, plan, element, head, offset, $"TryRead{element.Name}({{0}}, out data)");
    }

    private static void EmitText(CodeWriter writer, PlannedElement element)
    {
        EmitSummary(writer, element, "text");
        EmitOut(writer, "text", "a new string, empty when there is no text");
        writer.Line($"public bool TryGet{element.Name}Text(out string text)");
        string utf8 = CSharp.Bool(element.IsUtf8);
        writer.Continue($"=> {CSharp.Runtime}SbeVariableLength.TryDecode(TryGet{element.Name}(out var data), data, {utf8}, out text);");
    }

    private static void EmitRead(CodeWriter writer, PlannedElement element)
    {
        writer.Gap();
        writer.Line($"private bool TryRead{element.Name}(int offset, out {CSharp.Bytes} data)");
        string end = element.Pass("_block", "_length", "offset", "_version");
        writer.Continue($"=> {CSharp.Runtime}SbeVariableLength.TryRead(ref _block, offset, {end}, {Docs.Number(element.Variable!.HeaderSize)}, out data);");
    }

    private static void EmitEncodedLength(CodeWriter writer, BlockPlan plan)
    {
        writer.Gap();
        Docs.Summary(writer, "Measures block, groups and data that this view knows, by walking them");
        Docs.Param(writer, "length", "bytes; 0 when the result is false");
        Docs.Returns(writer, "false when a group or data does not fit the message, which is then malformed");
        string counts = plan.HasCounts ? ", _extraGroups, _extraData" : "";
        writer.Line("public bool TryGetEncodedLength(out int length)");
        writer.Continue($"=> {CSharp.Runtime}SbeBytes.IsOffset("
            + (plan.HasParts ? $"Pass(ref _block, _length, _blockLength, _version{counts})" : "_blockLength") + ", out length);");
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
