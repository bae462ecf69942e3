using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the class of a schema that names the values of its enums and the bits of its sets, without reflection.</summary>
internal static class EnumTextEmitter
{
    public static string Emit(EmitContext context, IEnumerable<SbeType> types)
    {
        CodeWriter writer = context.NewFile();
        Docs.Summary(writer, "Names of enum values and of the bits of sets, without allocation and without reflection");
        writer.Open($"public static class {context.Prefix}Enums");
        EmitNames(writer, context, types);
        foreach (SbeType type in types)
        {
            switch (type)
            {
                case EnumType { Values.Count: > 0 } named:
                    EmitEnum(writer, context, named);
                    break;
                case EnumType:
                    EmitNumber(writer, context, type);
                    break;
                case SetType set:
                    EmitSet(writer, context, set);
                    break;
            }
        }

        writer.Close();
        return writer.ToString();
    }

    // What the runtime asks of the schema when it prints fields.
    private static void EmitNames(CodeWriter writer, EmitContext context, IEnumerable<SbeType> types)
    {
        string span = "global::System.ReadOnlySpan<char>";
        writer.Open($"internal readonly struct Names : {CSharp.Runtime}ISbeNames");
        writer.Line($"static bool {CSharp.Runtime}ISbeNames.TryFormat({span} type, ulong bits, global::System.Span<char> destination, out int charsWritten)");
        writer.Open();
        writer.Line("charsWritten = 0;");
        writer.Open("switch (type)");
        foreach (SbeType type in types.Where(static type => type is EnumType or SetType))
        {
            writer.Line($"case {CSharp.Text(context.Names.Of(type))}:");
            writer.Continue($"return {context.EnumsType}.TryFormat(unchecked(({context.FullName(type)})bits), destination, out charsWritten);");
        }

        writer.Line("default:");
        writer.Continue("return false;");
        writer.Close();
        writer.Close();
        writer.Close();
    }

    private static void EmitEnum(CodeWriter writer, EmitContext context, EnumType type)
    {
        (string? name, string? keyword) = (context.FullName(type), CSharp.Keyword(type.Primitive));
        List<(string Name, EnumValue Value)> values = EnumEmitter.NamesOf(type)
            .GroupBy(static pair => pair.Value.Value).Select(static same => same.First()).ToList();
        writer.Gap();
        Docs.Summary(writer, "Whether the schema names the value");
        Docs.Param(writer, "value", "as on the wire");
        Docs.Returns(writer, "false for null and for values of a newer schema");
        writer.Line($"public static bool IsDefined(this {name} value)");
        writer.Continue($"=> ({keyword})value is {string.Join(" or ", values.Select(static pair => CSharp.Literal(pair.Value.Value)))};");
        writer.Gap();
        Docs.Summary(writer, "The name of the value in the code");
        Docs.Param(writer, "value", "as on the wire");
        Docs.Returns(writer, "null when the schema does not name the value");
        writer.Line($"public static string? NameOf(this {name} value) => ({keyword})value switch");
        writer.Line("{");
        foreach ((string? valueName, EnumValue? value) in values)
            writer.Continue($"{CSharp.Literal(value.Value)} => {CSharp.Text(valueName)},");
        writer.Continue("_ => null,");
        writer.Line("};");
        EmitHead(writer, name, "Writes the name of the value; its number when the schema does not name it");
        writer.Open();
        writer.Line("if (NameOf(value) is not { } name)");
        writer.Continue($"return (({keyword})value).TryFormat(destination, out charsWritten, default, null);");
        writer.Line($"var isWritten = global::System.MemoryExtensions.AsSpan(name).TryCopyTo(destination);");
        writer.Lines("charsWritten = isWritten ? name.Length : 0;", "return isWritten;");
        writer.Close();
    }

    private static void EmitNumber(CodeWriter writer, EmitContext context, SbeType type)
    {
        string primitive = CSharp.Keyword(((EnumType)type).Primitive);
        writer.Gap();
        Docs.Summary(writer, "Whether the schema names the value: it names none");
        Docs.Param(writer, "value", "as on the wire");
        Docs.Returns(writer, "false");
        writer.Line($"public static bool IsDefined(this {context.FullName(type)} value) => false;");
        EmitHead(writer, context.FullName(type), "Writes the number of the value");
        writer.Continue($"=> (({primitive})value).TryFormat(destination, out charsWritten, default, null);");
    }

    private static void EmitSet(CodeWriter writer, EmitContext context, SetType type)
    {
        string name = context.FullName(type);
        string unsigned = CSharp.Keyword(EnumEmitter.Unsigned(type.Primitive));
        List<(string Name, SetChoice Value)> choices = EnumEmitter.NamesOf(type)
            .GroupBy(static pair => pair.Value.Bit).Select(static same => same.First()).ToList();
        string known = Docs.Number(choices.Aggregate(0UL, static (bits, pair) => bits | (1UL << pair.Value.Bit)));
        writer.Gap();
        Docs.Summary(writer, "Whether the schema names all bits that are set");
        Docs.Param(writer, "value", "as on the wire");
        Docs.Returns(writer, "false when a bit of a newer schema is set");
        writer.Line($"public static bool IsDefined(this {name} value) => ((ulong)value & ~{known}UL) == 0;");
        EmitHead(writer, name, "Writes the names of the bits that are set, then unnamed bits as a number");
        writer.Open();
        writer.Line($"var text = new {CSharp.Runtime}SbeBitsWriter(destination);");
        foreach ((string? bitName, SetChoice? choice) in choices)
        {
            writer.Line($"if (((ulong)value & {Docs.Number(1UL << choice.Bit)}UL) != 0)");
            writer.Continue($"text.Bit({CSharp.Text(bitName)});");
        }

        writer.Line($"return text.TryComplete(({unsigned})value & ~{known}UL, out charsWritten);");
        writer.Close();
    }

    private static void EmitHead(CodeWriter writer, string name, string summary)
    {
        writer.Gap();
        Docs.Summary(writer, summary);
        Docs.Param(writer, "value", "as on the wire");
        Docs.Param(writer, "destination", "where the text goes");
        Docs.Param(writer, "charsWritten", "characters written; 0 when the result is false");
        Docs.Returns(writer, "false when the destination is too short");
        writer.Line($"public static bool TryFormat(this {name} value, global::System.Span<char> destination, out int charsWritten)");
    }
}
