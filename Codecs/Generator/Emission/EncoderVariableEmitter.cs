using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the members of an encoder that append variable-length data, as bytes and as text.</summary>
internal static class EncoderVariableEmitter
{
    public static void Emit(CodeWriter writer, EmitContext context, EncoderElement element)
    {
        EmitBytes(writer, element);
        if (element.IsText)
            EmitText(writer, element);
        EmitAppend(writer, context, element);
    }

    private static void EmitBytes(CodeWriter writer, EncoderElement element)
    {
        EmitSummary(writer, element, "data");
        writer.Open($"public void Set{element.Name}({CSharp.Bytes} data)");
        EmitRefusal(writer, element, "data.Length");
        writer.Line($"data.CopyTo(Append{element.Name}(data.Length));");
        writer.Close();
        EmitSummary(writer, element, "data");
        EmitTryReturns(writer);
        writer.Open($"public bool TrySet{element.Name}({CSharp.Bytes} data)");
        EmitTest(writer, element, "data.Length");
        writer.Lines($"data.CopyTo(Append{element.Name}(data.Length));", "return true;");
        writer.Close();
    }

    private static void EmitText(CodeWriter writer, EncoderElement element)
    {
        string isUtf8 = CSharp.Bool(element.IsUtf8);
        EmitSummary(writer, element, "text");
        writer.Open($"public void Set{element.Name}(global::System.ReadOnlySpan<char> text)");
        writer.Line($"var length = {CSharp.Runtime}SbeText.ByteCount(text, {isUtf8});");
        EmitRefusal(writer, element, "length");
        writer.Line($"{CSharp.Runtime}SbeText.Encode(text, {isUtf8}, Append{element.Name}(length));");
        writer.Close();
        EmitSummary(writer, element, "text");
        EmitTryReturns(writer);
        writer.Open($"public bool TrySet{element.Name}(global::System.ReadOnlySpan<char> text)");
        writer.Line($"var length = {CSharp.Runtime}SbeText.ByteCount(text, {isUtf8});");
        EmitTest(writer, element, "length");
        writer.Lines($"{CSharp.Runtime}SbeText.Encode(text, {isUtf8}, Append{element.Name}(length));", "return true;");
        writer.Close();
    }

    // The length and the tail are written around the place that the caller fills; the rest of the header is zero already.
    private static void EmitAppend(CodeWriter writer, EmitContext context, EncoderElement element)
    {
        SbeVariable variable = element.Variable!;
        string header = Docs.Number(variable.HeaderSize);
        int tailLength = element.Tail.Length;
        writer.Gap();
        writer.Open($"private global::System.Span<byte> Append{element.Name}(int length)");
        writer.Line($"ref var place = ref {CSharp.Runtime}SbeAppend.Reserve(");
        writer.Continue($"_body, ref _cursor, {Docs.Number(element.Stage)}, {Docs.Number(variable.HeaderSize + tailLength)}, length);");
        writer.Line(context.Write("place", Docs.Number(variable.Length.Offset), $"unchecked(({CSharp.Keyword(variable.Length.Primitive)})length)"));
        if (tailLength > 0)
        {
            writer.Line($"{CSharp.Bytes} tail = {CSharp.ByteList(element.Tail)};");
            EncoderElementEmitter.EmitCopy(writer, $"{CSharp.Unsafe}.Add(ref place, {header} + length)", "tail", tailLength);
        }

        writer.Line($"return {CSharp.Marshal}.CreateSpan(ref {CSharp.Unsafe}.Add(ref place, {header}), length);");
        writer.Close();
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

    private static void EmitRefusal(CodeWriter writer, EncoderElement element, string length)
        => EncoderElementEmitter.EmitRefusal(writer, element, "Data", Limits(element, length));

    private static void EmitTest(CodeWriter writer, EncoderElement element, string length)
    {
        writer.Line($"if (!{CSharp.Runtime}SbeAppend.Fits({Limits(element, length)}))");
        writer.Continue("return false;");
    }

    private static string Limits(EncoderElement element, string length)
    {
        long lengthMax = Math.Min(int.MaxValue, HeaderNumbers.Max(element.Variable!.Length));
        return EncoderElementEmitter.Limits(length, Docs.Number(lengthMax), element.Parent, element.Stage - 1, length);
    }
}
