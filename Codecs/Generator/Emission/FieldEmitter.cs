using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the members of a view that read one field.</summary>
internal static class FieldEmitter
{
    private const string Block = "_block";

    public static void Emit(CodeWriter writer, EmitContext context, PlannedField field)
    {
        Action<CodeWriter, EmitContext, PlannedField> emit = field.Shape switch
        {
            FieldShape.Constant => EmitConstant,
            FieldShape.ConstantText => EmitConstantText,
            FieldShape.Scalar or FieldShape.Named => EmitRequired,
            FieldShape.OptionalScalar => EmitOptionalScalar,
            FieldShape.OptionalNamed => EmitOptionalNamed,
            FieldShape.Text or FieldShape.ByteArray => EmitBytes,
            FieldShape.NumberArray => ArrayEmitter.Emit,
            _ => EmitComposite,
        };
        emit(writer, context, field);
    }

    public static void EmitSummary(CodeWriter writer, PlannedField field, string? lead = null)
    {
        string type = field.Type is EncodedType encoded
            ? encoded.Primitive.SchemaName() + (encoded.Length > 1 ? $"[{Docs.Number(encoded.Length)}]" : "")
            : field.Type.Name;
        writer.Gap();
        Docs.Summary(
            writer,
            (lead ?? "") + (field.Notes.Description.Length > 0 ? field.Notes.Description : field.Name),
            field.Tag is { } tag ? "tag " + Docs.Number(tag) : null,
            field.Presence == Presence.Constant ? "constant" : "offset " + Docs.Number(field.Offset),
            type,
            Docs.Versions(field.Notes));
    }

    private static void EmitConstant(CodeWriter writer, EmitContext context, PlannedField field)
    {
        if (field.Constant is null)
            return;
        EmitSummary(writer, field);
        if (field.Constant is { Number: { } number })
            writer.Line($"public const {CSharp.Keyword(number.Type)} {field.Name} = {CSharp.Literal(number)};");
        else if (field.Constant is { EnumValue: { } value })
        {
            string type = context.FullName(value.Enum);
            writer.Line($"public const {type} {field.Name} = ({type})({CSharp.Literal(value.Value.Value)});");
        }
    }

    private static void EmitConstantText(CodeWriter writer, EmitContext context, PlannedField field)
    {
        string text = field.Constant!.Text!;
        EmitSummary(writer, field);
        writer.Line($"public static {CSharp.Bytes} {field.Name} => {CSharp.TextBytes(text, field.Type is EncodedType { IsUtf8: true })};");
        EmitSummary(writer, field, "As text: ");
        Docs.Returns(writer, "always the same text");
        writer.Line($"public static string Get{field.Name}() => {CSharp.Text(text)};");
    }

    private static void EmitRequired(CodeWriter writer, EmitContext context, PlannedField field)
    {
        string type = field.Type is EncodedType encoded ? CSharp.Keyword(encoded.Primitive) : context.FullName(field.Type);
        EmitRead(writer, context, field, type, field.Name, "default");
        EmitPresence(writer, field);
    }

    private static void EmitRead(CodeWriter writer, EmitContext context, PlannedField field, string type, string name, string absent)
    {
        EmitSummary(writer, field);
        string read = context.Read(type, Block, field.Offset);
        if (!field.IsLater)
        {
            writer.Line($"public {type} {name} => {read};");
            return;
        }

        writer.Line($"public {type} {name}");
        writer.Continue($"=> {field.PresenceTest} ? {read} : {absent};");
    }

    public static void EmitPresence(CodeWriter writer, PlannedField field)
    {
        if (!field.IsLater)
            return;
        writer.Gap();
        Docs.Summary(writer, $"Whether the sender's version has {field.Name}");
        writer.Line($"public bool Has{field.Name} => {field.PresenceTest};");
    }

    private static void EmitOptionalScalar(CodeWriter writer, EmitContext context, PlannedField field)
    {
        string type = CSharp.Keyword(((EncodedType)field.Type).Primitive);
        writer.Gap();
        Docs.Summary(writer, $"The value of {field.Name}Raw that stands for none");
        writer.Line($"public const {type} {field.Name}Null = {CSharp.Literal(field.NullValue)};");
        EmitRead(writer, context, field, type, field.Name + "Raw", field.Name + "Null");
        EmitSummary(writer, field, "Null when there is none: ");
        writer.Line($"public {type}? {field.Name} => {field.Name}Raw is var raw && {NullTest(field, "raw")} ? null : raw;");
        EmitTryGet(writer, field, type, field.Name + "Raw", NullTest(field, "value"));
    }

    // The method that tells value and null apart without a nullable type.
    private static void EmitTryGet(CodeWriter writer, PlannedField field, string type, string raw, string nullTest)
    {
        EmitSummary(writer, field, "The value on the wire, and false when it stands for none: ");
        writer.Open($"public bool TryGet{field.Name}(out {type} value)");
        writer.Lines($"value = {raw};", $"return !({nullTest});");
        writer.Close();
    }

    private static void EmitOptionalNamed(CodeWriter writer, EmitContext context, PlannedField field)
    {
        string type = context.FullName(field.Type);
        writer.Gap();
        Docs.Summary(writer, $"The value of {field.Name} that stands for none");
        writer.Line($"public const {type} {field.Name}Null = unchecked(({type})({CSharp.Literal(field.NullValue)}));");
        EmitRead(writer, context, field, type, field.Name, field.Name + "Null");
        writer.Gap();
        Docs.Summary(writer, $"Whether {field.Name} has a value");
        writer.Line($"public bool Has{field.Name} => TryGet{field.Name}(out _);");
        EmitTryGet(writer, field, type, field.Name, $"value == {field.Name}Null");
    }

    /// <summary>A condition that holds when a raw value is null; every not-a-number is.</summary>
    public static string NullTest(PlannedField field, string raw)
    {
        string test = $"{raw} == {field.Name}Null";
        if (field.Type is not EncodedType { Primitive: var primitive } || !primitive.IsFloatingPoint())
            return test;
        string isNaN = $"{CSharp.Keyword(primitive)}.IsNaN({raw})";
        return CSharp.IsNaN(field.NullValue) ? isNaN : $"({test} || {isNaN})";
    }

    private static void EmitBytes(CodeWriter writer, EmitContext context, PlannedField field)
    {
        EncodedType type = (EncodedType)field.Type;
        string start = $"ref {CSharp.Unsafe}.Add(ref {Block}, {Docs.Number(field.Offset)})";
        string span = $"{CSharp.Marshal}.CreateReadOnlySpan({start}, {Docs.Number(type.Length)})";
        EmitSummary(writer, field, type.Primitive == PrimitiveType.Char ? "All bytes, with filling: " : null);
        if (field.IsLater)
        {
            writer.Line($"public {CSharp.Bytes} {field.Name}");
            writer.Continue($"=> {field.PresenceTest} ? {span} : default;");
        }
        else
            writer.Line($"public {CSharp.Bytes} {field.Name} => {span};");

        EmitPresence(writer, field);
        if (field.Shape != FieldShape.Text)
            return;
        EmitSummary(writer, field, "As text, without filling: ");
        Docs.Returns(writer, "a new string, empty when there is no text");
        writer.Line($"public string Get{field.Name}() => {CSharp.Runtime}SbeText.Decode({field.Name}, {CSharp.Bool(type.IsUtf8)});");
    }

    private static void EmitComposite(CodeWriter writer, EmitContext context, PlannedField field)
    {
        string type = context.FullName(field.Type);
        string view = $"new(ref {CSharp.Unsafe}.Add(ref {Block}, {Docs.Number(field.Offset)}){field.VersionArgument})";
        EmitSummary(writer, field);
        if (!field.IsLater)
        {
            writer.Line($"public {type} {field.Name} => {view};");
            return;
        }

        writer.Line($"public {type} {field.Name}");
        writer.Continue($"=> {field.PresenceTest} ? {view} : {type}.Null;");
        EmitPresence(writer, field);
    }
}
