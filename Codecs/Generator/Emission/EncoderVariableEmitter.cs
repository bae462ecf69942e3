using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the members of an encoder that append variable-length data, as bytes and as text.</summary>
internal static class EncoderVariableEmitter
{
    public static void Emit(CodeWriter writer, EmitContext context, EncoderElement element)
    {
        EmitSetters(writer, element, "data", CSharp.Bytes, "");
        if (element.IsText)
            EmitSetters(writer, element, "text", "global::System.ReadOnlySpan<char>", "Text");
        EmitSlot(writer, context, element);
    }

    private static void EmitSetters(CodeWriter writer, EncoderElement element, string parameter, string type, string kind)
    {
        string arguments = $"{kind}(_body, ref _cursor, {element.Name}Slot, {parameter})";
        EmitSummary(writer, element, parameter);
        writer.Line($"public void Set{element.Name}({type} {parameter}) => {CSharp.Runtime}SbeAppend.Set{arguments};");
        EmitSummary(writer, element, parameter);
        EmitTryReturns(writer);
        writer.Line($"public bool TrySet{element.Name}({type} {parameter}) => {CSharp.Runtime}SbeAppend.TrySet{arguments};");
    }

    private static void EmitSlot(CodeWriter writer, EmitContext context, EncoderElement element)
    {
        SbeVariable variable = element.Variable!;
        long lengthMax = Math.Min(int.MaxValue, HeaderNumbers.Max(variable.Length));
        string tail = element.Tail.Length > 0 ? CSharp.ByteList(element.Tail) : "default";
        writer.Gap();
        writer.Line($"private static {CSharp.Runtime}SbeVariableSlot {element.Name}Slot");
        writer.Continue($"=> new({CSharp.Text(element.Name)}, {element.Encoder}.Elements, {Docs.Number(element.Parent)}, {Docs.Number(element.Stage)}, "
            + $"{Docs.Number(lengthMax)}, {Docs.Number(variable.HeaderSize)}, {Docs.Number(variable.Length.Offset)}, "
            + $"{Docs.Number(variable.Length.Primitive.Size())}, {CSharp.Bool(context.ByteOrder == ByteOrder.BigEndian)}, "
            + $"{CSharp.Bool(element.IsUtf8)}, {tail});");
    }

    private static void EmitSummary(CodeWriter writer, EncoderElement element, string parameter)
    {
        ElementNotes notes = element.Variable!.Notes;
        writer.Gap();
        Docs.Summary(writer, "Sets: " + (notes.Description.Length > 0 ? notes.Description : element.Name));
        Docs.Param(writer, parameter, $"at most {Docs.Number(HeaderNumbers.Max(element.Variable.Length))} bytes"
            + (parameter == "text" ? " when encoded" : ""));
    }

    private static void EmitTryReturns(CodeWriter writer)
        => Docs.Returns(writer, "false, and nothing is written, when it may not be written now, is too long or does not fit");
}
