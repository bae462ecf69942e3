namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the members of an encoder that begin a group, and what a group and data have in common.</summary>
internal static class EncoderElementEmitter
{
    private const string Unscoped = "[global::System.Diagnostics.CodeAnalysis.UnscopedRef]";

    public static void Emit(CodeWriter writer, EmitContext context, EncoderElement element, string owner, bool isRoot)
    {
        if (element.Variable is not null)
        {
            EncoderVariableEmitter.Emit(writer, context, element);
            return;
        }

        EmitBegin(writer, element, owner, isRoot);
        EncoderGroupEmitter.Emit(writer, context, element, owner);
        EncoderEntryEmitter.Emit(writer, context, element, owner);
    }

    private static void EmitBegin(CodeWriter writer, EncoderElement element, string owner, bool isRoot)
    {
        var type = $"{owner}.{element.Name}Encoder";
        EmitSummary(writer, element);
        Docs.Returns(writer, "the encoder of the group; throws when the group may not be written now or does not fit");
        if (isRoot)
            writer.Line(Unscoped);
        writer.Open($"public {type} Begin{element.Name}(int count)");
        writer.Line($"if (count < 0 || count > {type}.CountMax)");
        writer.Continue($"{CSharp.Runtime}SbeThrow.GroupCount({CSharp.Text(element.Name)}, count, {type}.CountMax);");
        EmitRefusal(writer, element, element.Parent, element.Stage - 1, "0");
        writer.Line($"return new {type}(_body, ref _cursor, count);");
        writer.Close();
        EmitSummary(writer, element);
        Docs.Param(writer, "group", "the encoder of the group; default when the result is false");
        Docs.Returns(writer, "false, and nothing is written, when the group may not be written now, cannot carry so many or does not fit");
        if (isRoot)
            writer.Line(Unscoped);
        writer.Open($"public bool TryBegin{element.Name}(int count, out {type} group)");
        var fits = Fits(element.Parent, element.Stage - 1, "0");
        writer.Open($"if (count < 0 || count > {type}.CountMax || !{fits})");
        writer.Lines("group = default;", "return false;");
        writer.Close();
        writer.Gap();
        writer.Lines($"group = new {type}(_body, ref _cursor, count);", "return true;");
        writer.Close();
    }

    private static void EmitSummary(CodeWriter writer, EncoderElement element)
    {
        writer.Gap();
        Docs.Summary(writer, $"Begins the group {element.Name}; call Next for every entry");
        Docs.Param(writer, "count", "most entries to come; the message counts the entries that came");
    }

    /// <summary>Writes the statement that throws when an element may not be written or does not fit.</summary>
    public static void EmitRefusal(CodeWriter writer, EncoderElement element, int stageMin, int stageMax, string growth)
    {
        writer.Line($"if (!{Fits(stageMin, stageMax, growth)})");
        writer.Open();
        writer.Line($"{CSharp.Runtime}SbeAppend.Refuse(");
        writer.Continue($"_body.Length, in _cursor, {Docs.Number(stageMin)}, {Docs.Number(stageMax)}, {growth}, "
            + $"{CSharp.Text(element.Name)}, {element.Encoder}.Elements);");
        writer.Close();
        writer.Gap();
    }

    public static string Fits(int stageMin, int stageMax, string growth)
        => $"{CSharp.Runtime}SbeAppend.Fits(_body.Length, in _cursor, {Docs.Number(stageMin)}, {Docs.Number(stageMax)}, {growth})";

    /// <summary>Writes the statement that copies constant bytes, whose number the compiler knows.</summary>
    public static void EmitCopy(CodeWriter writer, string place, string image, int length)
    {
        if (length > 0)
            writer.Line($"{CSharp.Unsafe}.CopyBlockUnaligned(ref {place}, ref {CSharp.Marshal}.GetReference({image}), {Docs.Number(length)}U);");
    }
}
