using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the members by which a view prints itself, without allocation.</summary>
internal static class FormatEmitter
{
    public const string Interface = "global::System.ISpanFormattable";

    /// <summary>Names that printing takes in a view.</summary>
    public static readonly string[] Reserved = ["TryFormat"];

    /// <summary>A view of a message or of an entry.</summary>
    public static void Emit(CodeWriter writer, EmitContext context, BlockPlan plan, string name)
    {
        Open(writer);
        writer.Line($"text.Open({CSharp.Text(name)});");
        foreach (var field in plan.Fields)
            EmitField(writer, context, field);
        foreach (var element in plan.Elements)
            EmitElement(writer, element);
        writer.Line("text.Close();");
        Close(writer);
    }

    /// <summary>A view of a composite.</summary>
    /// <param name="writer">the file</param>
    /// <param name="context">the schema</param>
    /// <param name="members">all members</param>
    /// <param name="isNullable">whether its ToDecimal() may be null; null when it has none</param>
    public static void Emit(CodeWriter writer, EmitContext context, IEnumerable<PlannedField> members, bool? isNullable)
    {
        Open(writer);
        if (isNullable is null)
        {
            writer.Line("text.Open(\"\");");
            foreach (var member in members)
                EmitField(writer, context, member);
            writer.Line("text.Close();");
        }
        else if (isNullable == true)
        {
            writer.Line("if (ToDecimal() is { } number)");
            writer.Continue("text.Value(number);");
            writer.Line("else");
            writer.Continue("text.Null();");
        }
        else
            writer.Line("text.Value(ToDecimal());");

        Close(writer);
    }

    private static void Open(CodeWriter writer)
    {
        writer.Gap();
        Docs.Summary(writer, "Writes all values as text for people; format and provider are not used");
        Docs.Param(writer, "destination", "where the text goes");
        Docs.Param(writer, "charsWritten", "characters written; 0 when the result is false");
        Docs.Param(writer, "format", "not used");
        Docs.Param(writer, "provider", "not used");
        Docs.Returns(writer, "false when the destination is too short");
        writer.Line("public bool TryFormat(global::System.Span<char> destination, out int charsWritten, "
            + "global::System.ReadOnlySpan<char> format, global::System.IFormatProvider? provider)");
        writer.Open();
        writer.Line($"var text = new {CSharp.Runtime}SbeTextWriter(destination);");
    }

    private static void Close(CodeWriter writer)
    {
        writer.Line("return text.TryComplete(out charsWritten);");
        writer.Close();
        writer.Gap();
        Docs.Summary(writer, "All values as text for people; for the cold side");
        Docs.Returns(writer, "a new string");
        writer.Line($"public override string ToString() => {CSharp.Runtime}SbeTextWriter.ToString(in this);");
        writer.Gap();
        writer.Line("string global::System.IFormattable.ToString(string? format, global::System.IFormatProvider? formatProvider) => ToString();");
    }

    private static void EmitField(CodeWriter writer, EmitContext context, PlannedField field)
    {
        if (field.Presence == Presence.Constant && field.Constant is null)
            return;
        writer.Line($"text.Name({CSharp.Text(field.Name)});");
        var hasTest = field.IsLater && field.Presence != Presence.Constant && field.Shape is not (FieldShape.OptionalScalar or FieldShape.OptionalNamed);
        var isOptionalComposite = field is { Shape: FieldShape.Composite, Presence: Presence.Optional };
        string?[] tests = [hasTest ? "!Has" + field.Name : null, isOptionalComposite ? field.Name + ".IsNull" : null,
            field.Shape == FieldShape.OptionalNamed ? "!Has" + field.Name : null];
        var isNull = string.Join(" || ", tests.Where(static test => test is not null));
        if (isNull.Length > 0)
        {
            writer.Line($"if ({isNull})");
            writer.Continue("text.Null();");
            writer.Line("else");
        }

        writer.Open();
        EmitValue(writer, context, field);
        writer.Close();
    }

    private static void EmitValue(CodeWriter writer, EmitContext context, PlannedField field)
    {
        switch (field.Shape)
        {
            case FieldShape.Constant when field.Constant!.Number is not null:
            case FieldShape.Scalar or FieldShape.Composite:
                writer.Line($"text.Value({field.Name});");
                break;
            case FieldShape.OptionalScalar:
                writer.Line($"text.Optional({field.Name}Raw, {FieldEmitter.NullTest(field, field.Name + "Raw")});");
                break;
            case FieldShape.Constant or FieldShape.Named or FieldShape.OptionalNamed:
                writer.Line($"text.Advance({context.EnumsType}.TryFormat({field.Name}, text.Rest, out var length), length);");
                break;
            case FieldShape.ConstantText or FieldShape.Text:
                var isUtf8 = CSharp.Bool(field.Type is EncodedType { IsUtf8: true });
                var bytes = field.Shape == FieldShape.Text ? $"{CSharp.Runtime}SbeText.Trim({field.Name})" : field.Name;
                writer.Line($"text.Text({bytes}, {isUtf8});");
                break;
            case FieldShape.ByteArray:
                writer.Line($"text.Bytes({field.Name});");
                break;
            case FieldShape.NumberArray:
                EmitArray(writer, field);
                break;
        }
    }

    private static void EmitArray(CodeWriter writer, PlannedField field)
    {
        writer.Line("text.OpenList();");
        writer.Open($"for (var index = 0; index < {field.Name}Length; index++)");
        writer.Lines("text.Item();", $"text.Value(Get{field.Name}(index));");
        writer.Close();
        writer.Gap();
        writer.Line("text.CloseList();");
    }

    private static void EmitElement(CodeWriter writer, PlannedElement element)
    {
        writer.Line($"text.Name({CSharp.Text(element.Name)});");
        writer.Open();
        writer.Line($"if (!TryGet{element.Name}(out {element.OutType} part))");
        writer.Continue("text.Malformed();");
        writer.Line("else");
        writer.Open();
        if (element.Variable is not null)
            writer.Line(element.IsText ? $"text.Text(part, {CSharp.Bool(element.IsUtf8)});" : "text.Bytes(part);");
        else
        {
            writer.Line("text.OpenList();");
            writer.Open("foreach (var entry in part)");
            writer.Lines("text.Item();", "text.Value(in entry);");
            writer.Close();
            writer.Gap();
            writer.Line("text.CloseList();");
        }

        writer.Close();
        writer.Close();
    }
}
