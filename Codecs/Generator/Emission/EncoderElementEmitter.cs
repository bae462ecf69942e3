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
        string type = $"{owner}.{element.Name}Encoder";
        string limits = Limits("count", type + ".CountMax", element.Parent, element.Stage - 1, "0");
        EmitSummary(writer, element);
        Docs.Returns(writer, "the encoder of the group; throws when the group may not be written now or does not fit");
        if (isRoot)
            writer.Line(Unscoped);
        writer.Open($"public {type} Begin{element.Name}(int count)");
        EmitRefusal(writer, element, "Group", limits);
        writer.Line($"return new {type}(_body, ref _cursor, count);");
        writer.Close();
        EmitSummary(writer, element);
        Docs.Param(writer, "group", "the encoder of the group; default when the result is false");
        Docs.Returns(writer, "false, and nothing is written, when the group may not be written now, cannot carry so many or does not fit");
        if (isRoot)
            writer.Line(Unscoped);
        writer.Open($"public bool TryBegin{element.Name}(int count, out {type} group)");
        writer.Line($"var fits = {CSharp.Runtime}SbeAppend.Fits({limits});");
        writer.Lines($"group = fits ? new(_body, ref _cursor, count) : default;", "return fits;");
        writer.Close();
    }

    private static void EmitSummary(CodeWriter writer, EncoderElement element)
    {
        writer.Gap();
        Docs.Summary(writer, $"Begins the group {element.Name}; call Next for every entry");
        Docs.Param(writer, "count", "most entries to come; the message counts the entries that came");
    }

    /// <summary>Writes the statement that throws when an element may not be written or does not fit.</summary>
    /// <param name="writer">the file</param>
    /// <param name="element">the element</param>
    /// <param name="what">what is limited: Group or Entry</param>
    /// <param name="limits">the arguments of <see cref="Limits"/></param>
    public static void EmitRefusal(CodeWriter writer, EncoderElement element, string what, string limits)
    {
        writer.Line($"if (!{CSharp.Runtime}SbeAppend.Fits({limits}))");
        writer.Continue($"{CSharp.Runtime}SbeAppend.Refuse{what}({limits}, {CSharp.Text(element.Name)}, {element.Encoder}.Elements);");
    }

    /// <summary>Arguments that say when an element may be written and what it takes.</summary>
    public static string Limits(string amount, string amountMax, int stageMin, int stageMax, string growth)
        => $"{amount}, {amountMax}, _body.Length, in _cursor, {Docs.Number(stageMin)}, {Docs.Number(stageMax)}, {growth}";

    /// <summary>Writes the statement that copies constant bytes, whose number the compiler knows.</summary>
    public static void EmitCopy(CodeWriter writer, string place, string image, int length)
    {
        if (length > 0)
            writer.Line($"{CSharp.Unsafe}.CopyBlockUnaligned(ref {place}, ref {CSharp.Marshal}.GetReference({image}), {Docs.Number(length)}U);");
    }
}
