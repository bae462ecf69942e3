using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the members of a view that walk to its groups and data, in wire order.</summary>
internal static class ElementEmitter
{
    private const string Malformed = "false when it does not fit the message, which is then malformed";

    public static void Emit(CodeWriter writer, EmitContext context, BlockPlan plan, bool isRoot)
    {
        if (plan.Elements.Count > 0)
        {
            writer.Gap();
            writer.Line($"private {CSharp.Bytes} Rest");
            var start = $"ref {CSharp.Unsafe}.Add(ref _block, _blockLength)";
            writer.Continue($"=> {CSharp.Marshal}.CreateReadOnlySpan({start}, _length - _blockLength);");
        }

        foreach (var element in plan.Elements)
        {
            if (element.Group is not null)
                EmitGroup(writer, element);
            else
                EmitVariable(writer, context, element, isRoot);
            EmitPass(writer, element);
        }

        EmitEncodedLength(writer, plan, isRoot);
    }

    private static void EmitGroup(CodeWriter writer, PlannedElement element)
    {
        EmitSummary(writer, element, "group");
        Docs.Param(writer, "group", "the group, of no entries when the sender's version lacks it; default when the result is false");
        Docs.Returns(writer, Malformed);
        if (element.Previous is null)
        {
            writer.Line($"public bool TryGet{element.Name}(out {element.GroupType} group)");
            writer.Continue($"=> {element.GroupType}.TryRead(Rest, _version, out group);");
            return;
        }

        var previous = element.Previous;
        writer.Open($"public bool TryGet{element.Name}(out {element.GroupType} group)");
        writer.Line($"if (TryPass{previous.Name}(out var rest))");
        writer.Continue($"return {element.GroupType}.TryRead(rest, _version, out group);");
        writer.Lines("group = default;", "return false;");
        writer.Close();
        EmitSummary(writer, element, "group");
        Docs.Param(writer, "previous", $"the group {previous.Name} of the same message: what comes before it is not walked again");
        Docs.Param(writer, "group", "the group, of no entries when the sender's version lacks it; default when the result is false");
        Docs.Returns(writer, Malformed);
        writer.Line($"public bool TryGet{element.Name}(in {previous.GroupType} previous, out {element.GroupType} group)");
        writer.Continue($"=> {element.GroupType}.TryRead(previous.Rest, _version, out group);");
    }

    private static void EmitVariable(CodeWriter writer, EmitContext context, PlannedElement element, bool isRoot)
    {
        EmitSummary(writer, element, "data");
        Docs.Param(writer, "data", "the bytes without their length, empty when the sender's version lacks them or the result is false");
        Docs.Returns(writer, Malformed);
        writer.Open($"public bool TryGet{element.Name}(out {CSharp.Bytes} data)");
        if (element.Previous is null)
            writer.Line($"return TryTake{element.Name}(Rest, out data, out _);");
        else
        {
            writer.Line($"if (TryPass{element.Previous.Name}(out var rest))");
            writer.Continue($"return TryTake{element.Name}(rest, out data, out _);");
            writer.Lines("data = default;", "return false;");
        }

        writer.Close();
        if (element.Previous is not null)
            EmitVariableAfter(writer, element, element.Previous);
        EmitTake(writer, context, element, isRoot);
    }

    private static void EmitVariableAfter(CodeWriter writer, PlannedElement element, PlannedElement previous)
    {
        EmitSummary(writer, element, "data");
        Docs.Param(writer, "previous", $"{previous.Name} of the same view: what comes before it is not walked again");
        Docs.Param(writer, "data", "the bytes without their length, empty when the sender's version lacks them or the result is false");
        Docs.Returns(writer, previous.Group is null ? Malformed + "; or when previous lies outside the message" : Malformed);
        if (previous.Group is not null)
        {
            writer.Line($"public bool TryGet{element.Name}(in {previous.GroupType} previous, out {CSharp.Bytes} data)");
            writer.Continue($"=> TryTake{element.Name}(previous.Rest, out data, out _);");
            return;
        }

        writer.Open($"public bool TryGet{element.Name}({CSharp.Bytes} previous, out {CSharp.Bytes} data)");
        writer.Line($"if ({CSharp.Runtime}SbeBytes.TryGetRest(ref _block, _length, previous, out var rest))");
        writer.Continue($"return TryTake{element.Name}(rest, out data, out _);");
        writer.Lines("data = default;", "return false;");
        writer.Close();
    }

    private static void EmitTake(CodeWriter writer, EmitContext context, PlannedElement element, bool isRoot)
    {
        var variable = element.Variable!;
        writer.Gap();
        writer.Open($"private bool TryTake{element.Name}({CSharp.Bytes} from, out {CSharp.Bytes} data, out {CSharp.Bytes} rest)");
        writer.Lines("data = from.Slice(0, 0);", "rest = from;");
        if (AbsenceTest(element, isRoot, "from.Length", "_version") is { } absence)
        {
            writer.Line($"if ({absence})");
            writer.Continue("return true;");
        }

        writer.Line($"if (from.Length < {Docs.Number(variable.HeaderSize)})");
        writer.Continue("return false;");
        writer.Line($"var length = {context.ReadHeader($"{CSharp.Marshal}.GetReference(from)", variable.Length)};");
        writer.Line($"if (length > (uint)(from.Length - {Docs.Number(variable.HeaderSize)}))");
        writer.Continue("return false;");
        writer.Lines(
            $"data = from.Slice({Docs.Number(variable.HeaderSize)}, (int)length);",
            $"rest = from.Slice({Docs.Number(variable.HeaderSize)} + (int)length);",
            "return true;");
        writer.Close();
    }

    /// <summary>
    /// When a group or data is not there: the sender is older than it, or, at the end of a message, no byte is left for it.
    /// Inside an entry a missing byte is an error, since another entry could follow.
    /// </summary>
    public static string? AbsenceTest(PlannedElement element, bool isRoot, string length, string version)
    {
        var isEmpty = isRoot ? $"{length} == 0" : null;
        var isOlder = element.IsLater ? $"{version} < {Docs.Number(element.Notes.SinceVersion)}" : null;
        return isEmpty is null ? isOlder : isOlder is null ? isEmpty : $"{isEmpty} || {isOlder}";
    }

    private static void EmitPass(CodeWriter writer, PlannedElement element)
    {
        writer.Gap();
        writer.Open($"private bool TryPass{element.Name}(out {CSharp.Bytes} rest)");
        if (element.Group is null)
        {
            if (element.Previous is null)
                writer.Line($"return TryTake{element.Name}(Rest, out _, out rest);");
            else
            {
                writer.Line($"if (TryPass{element.Previous.Name}(out var from))");
                writer.Continue($"return TryTake{element.Name}(from, out _, out rest);");
                writer.Lines("rest = default;", "return false;");
            }
        }
        else
        {
            writer.Lines($"var isRead = TryGet{element.Name}(out var group);", "rest = isRead ? group.Rest : default;", "return isRead;");
        }

        writer.Close();
    }

    private static void EmitEncodedLength(CodeWriter writer, BlockPlan plan, bool isRoot)
    {
        if (plan.Elements.Count == 0 && !isRoot)
            return;
        writer.Gap();
        Docs.Summary(writer, "Measures block, groups and data that this view knows, by walking them");
        Docs.Param(writer, "length", "bytes; 0 when the result is false");
        Docs.Returns(writer, "false when a group or data does not fit the message, which is then malformed");
        writer.Open("public bool TryGetEncodedLength(out int length)");
        if (plan.Elements.Count == 0)
            writer.Lines("length = _blockLength;", "return true;");
        else
            writer.Lines(
                $"var isRead = TryPass{plan.Elements[plan.Elements.Count - 1].Name}(out var rest);",
                "length = isRead ? _length - rest.Length : 0;",
                "return isRead;");
        writer.Close();
    }

    private static void EmitSummary(CodeWriter writer, PlannedElement element, string kind)
    {
        var description = element.Notes.Description.Length > 0 ? element.Notes.Description : element.Name;
        writer.Gap();
        Docs.Summary(writer, description, kind, "tag " + Docs.Number(element.Id), Docs.Versions(element.Notes));
    }
}
