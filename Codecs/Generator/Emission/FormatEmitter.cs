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
        EmitFields(writer, context, plan);
        for (int index = 0; index < plan.Elements.Count; index++)
            EmitElement(writer, plan.Elements[index], index);
        writer.Line("text.Close();");
        Close(writer);
    }

    // Plain fields that stand together are one statement.
    private static void EmitFields(CodeWriter writer, EmitContext context, BlockPlan plan)
    {
        List<string> described = new List<string>();
        foreach (PlannedField field in plan.Fields)
        {
            if (FieldText.Of(context, field) is { } text)
            {
                described.Add(text);
                continue;
            }

            FieldText.Emit(writer, context, described, plan.NeedsVersion);
            EmitField(writer, context, field);
        }

        FieldText.Emit(writer, context, described, plan.NeedsVersion);
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
            foreach (PlannedField member in members)
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
        bool hasTest = field.IsLater && field.Presence != Presence.Constant && field.Shape is not (FieldShape.OptionalScalar or FieldShape.OptionalNamed);
        bool isOptionalComposite = field is { Shape: FieldShape.Composite, Presence: Presence.Optional };
        string?[] tests = [hasTest ? "!Has" + field.Name : null, isOptionalComposite ? field.Name + ".IsNull" : null,
            field.Shape == FieldShape.OptionalNamed ? "!Has" + field.Name : null];
        string isNull = string.Join(" || ", tests.Where(static test => test is not null));
        string name = CSharp.Text(field.Name);
        if (isNull.Length > 0)
        {
            writer.Line($"if ({isNull})");
            writer.Continue($"text.Null({name});");
            writer.Line("else");
        }

        if (field.Shape == FieldShape.NumberArray)
            EmitArray(writer, field, name);
        else
            writer.Line(Value(context, field, name));
    }

    private static string Value(EmitContext context, PlannedField field, string name) => field.Shape switch
    {
        FieldShape.Constant when field.Constant!.Number is not null => $"text.Value({name}, {field.Name});",
        FieldShape.Scalar or FieldShape.Composite => $"text.Value({name}, {field.Name});",
        FieldShape.OptionalScalar => $"text.Optional({name}, {field.Name}Raw, {FieldEmitter.NullTest(field, field.Name + "Raw")});",
        FieldShape.Text => $"text.Text({name}, {CSharp.Runtime}SbeText.Trim({field.Name}), {IsUtf8(field)});",
        FieldShape.ConstantText => $"text.Text({name}, {field.Name}, {IsUtf8(field)});",
        FieldShape.ByteArray => $"text.Bytes({name}, {field.Name});",
        _ => $"text.Advance({context.EnumsType}.TryFormat({field.Name}, text.After({name}), out charsWritten), charsWritten);",
    };

    private static void EmitArray(CodeWriter writer, PlannedField field, string name)
    {
        writer.Open();
        writer.Lines($"text.Name({name});", "text.OpenList();");
        writer.Line($"for (var index = 0; index < {field.Name}Length; index++)");
        writer.Continue($"text.Item(Get{field.Name}(index));");
        writer.Line("text.CloseList();");
        writer.Close();
    }

    private static string IsUtf8(PlannedField field) => CSharp.Bool(field.Type is EncodedType { IsUtf8: true });

    // The number keeps what is read apart: the whole method is one scope.
    private static void EmitElement(CodeWriter writer, PlannedElement element, int index)
    {
        string part = "part" + Docs.Number(index);
        string read = $"{CSharp.Text(element.Name)}, TryGet{element.Name}(out {element.OutType} {part})";
        if (element.Variable is not null)
        {
            writer.Line(element.IsText ? $"text.Text({read}, {part}, {CSharp.Bool(element.IsUtf8)});" : $"text.Bytes({read}, {part});");
            return;
        }

        writer.Open($"if (text.OpenList({read}))");
        writer.Line($"foreach (var entry in {part})");
        writer.Continue("text.Item(in entry);");
        writer.Line("text.CloseList();");
        writer.Close();
    }
}
