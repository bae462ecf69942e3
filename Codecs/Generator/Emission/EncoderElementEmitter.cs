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
        EncoderGroupEmitter.Emit(writer, element, owner);
        EncoderEntryEmitter.Emit(writer, context, element, owner);
    }

    private static void EmitBegin(CodeWriter writer, EncoderElement element, string owner, bool isRoot)
    {
        string type = $"{owner}.{element.Name}Encoder";
        string appender = element.Appender(owner);
        EmitSummary(writer, element);
        Docs.Returns(writer, "the encoder of the group; throws when the group may not be written now or does not fit");
        if (isRoot)
            writer.Line(Unscoped);
        writer.Line($"public {type} Begin{element.Name}(int count) => new({appender}.Begin(_body, ref _cursor, count));");
        EmitSummary(writer, element);
        Docs.Param(writer, "group", "the encoder of the group; default when the result is false");
        Docs.Returns(writer, "false, and nothing is written, when the group may not be written now, cannot carry so many or does not fit");
        if (isRoot)
            writer.Line(Unscoped);
        writer.Open($"public bool TryBegin{element.Name}(int count, out {type} group)");
        writer.Line($"var fits = {appender}.TryBegin(_body, ref _cursor, count, out var entries);");
        writer.Lines("group = new(entries);", "return fits;");
        writer.Close();
    }

    private static void EmitSummary(CodeWriter writer, EncoderElement element)
    {
        writer.Gap();
        Docs.Summary(writer, $"Begins the group {element.Name}; call Next for every entry");
        Docs.Param(writer, "count", "most entries to come; the message counts the entries that came");
    }
}
