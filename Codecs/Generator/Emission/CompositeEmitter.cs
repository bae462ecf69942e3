using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Writes the views of composites.</summary>
internal static class CompositeEmitter
{
    /// <summary>Names that the view of a composite has for itself.</summary>
    public static readonly string[] Reserved = ["Size", "TryRead", "IsNull", "Null", "NullBytes", "ToDecimal", "TryFormat"];

    public static string Emit(EmitContext context, IEnumerable<CompositeType> types)
    {
        CodeWriter writer = context.NewFile();
        foreach (CompositeType type in types)
        {
            Emit(writer, context, type);
            writer.Line("");
        }

        return writer.ToString();
    }

    private static void Emit(CodeWriter writer, EmitContext context, CompositeType type)
    {
        string name = context.Names.Of(type);
        NameScope scope = new NameScope([name, .. Reserved]);
        List<PlannedField> members = type.Members.Where(static member => member.Type is not EncodedType { Length: 0 })
            .Select(member => PlannedField.Of(member, type, scope)).ToList();
        bool hasVersion = PlannedField.HasLaterMembers(type);

        Docs.Summary(writer, EnumEmitter.Describe(type), Docs.Number(type.Size) + " bytes", Docs.Versions(type.Notes));
        writer.Open($"public readonly ref partial struct {name} : {FormatEmitter.Interface}");
        EmitState(writer, name, hasVersion);
        EmitTryRead(writer, name, type.Size, hasVersion);
        EmitNull(writer, context, type, name, hasVersion);
        foreach (PlannedField member in members)
            EmitMember(writer, context, member);
        EmitIsNull(writer, context, members);
        FormatEmitter.Emit(writer, context, members, EmitToDecimal(writer, members));
        writer.Close();
    }

    private static void EmitState(CodeWriter writer, string name, bool hasVersion)
    {
        writer.Line("private readonly ref byte _block;");
        if (!hasVersion)
        {
            writer.Gap();
            writer.Line($"internal {name}(ref byte block) => _block = ref block;");
            return;
        }

        writer.Line("private readonly int _version;");
        writer.Gap();
        writer.Open($"internal {name}(ref byte block, int version)");
        writer.Lines("_block = ref block;", "_version = version;");
        writer.Close();
    }

    private static void EmitTryRead(CodeWriter writer, string name, int size, bool hasVersion)
    {
        writer.Gap();
        Docs.Summary(writer, "Bytes on the wire");
        writer.Line($"public const int Size = {Docs.Number(size)};");
        writer.Gap();
        Docs.Summary(writer, "Places the view over the first bytes of a span");
        Docs.Param(writer, "source", "at least Size bytes");
        Docs.Param(writer, "value", "the view; default when the result is false");
        Docs.Returns(writer, "false when the span is too short");
        writer.Open($"public static bool TryRead({CSharp.Bytes} source, out {name} value)");
        writer.Open("if (source.Length < Size)");
        writer.Lines("value = default;", "return false;");
        writer.Close();
        writer.Gap();
        writer.Lines($"value = new(ref {CSharp.Marshal}.GetReference(source){(hasVersion ? ", int.MaxValue" : "")});", "return true;");
        writer.Close();
    }

    // What a field reads as when the sender's version lacks it: constant bytes that say null.
    private static void EmitNull(CodeWriter writer, EmitContext context, CompositeType type, string name, bool hasVersion)
    {
        writer.Gap();
        writer.Line($"internal static {CSharp.Bytes} NullBytes => {CSharp.ByteList(NullImage.Of(type, context.ByteOrder))};");
        writer.Gap();
        writer.Line($"internal static {name} Null => new(ref {CSharp.Marshal}.GetReference(NullBytes){(hasVersion ? ", int.MaxValue" : "")});");
    }

    private static void EmitMember(CodeWriter writer, EmitContext context, PlannedField member)
    {
        FieldEmitter.Emit(writer, context, member);
        if (member.Shape != FieldShape.OptionalScalar)
            return;
        writer.Gap();
        Docs.Summary(writer, $"Whether {member.Name} has a value");
        writer.Line($"public bool Has{member.Name} => !({FieldEmitter.NullTest(member, member.Name + "Raw")});");
    }

    private static void EmitIsNull(CodeWriter writer, EmitContext context, List<PlannedField> members)
    {
        PlannedField? first = members.Find(static member => member.Presence != Presence.Constant && member.Type.Size > 0);
        string test = first switch
        {
            { Shape: FieldShape.OptionalScalar or FieldShape.OptionalNamed } => $"!Has{first.Name}",
            { Shape: FieldShape.Scalar, Type: EncodedType { Primitive: var primitive } } when primitive.IsFloatingPoint()
                => $"{CSharp.Keyword(primitive)}.IsNaN({first.Name})",
            { Shape: FieldShape.Scalar } => $"{first.Name} == {CSharp.Literal(first.NullValue)}",
            { Shape: FieldShape.Composite } => $"{first.Name}.IsNull",
            { Shape: FieldShape.Text } => $"{first.Name}[0] == 0",
            { Shape: FieldShape.Named } => $"{first.Name} == ({context.FullName(first.Type)})({CSharp.Literal(first.NullValue)})",
            _ => "false",
        };
        writer.Gap();
        Docs.Summary(writer, "Whether the whole value is null, as its first member tells; of meaning where a field is optional");
        writer.Line($"public bool IsNull => {test};");
    }

    // Whether the number may be null, as it is without a mantissa or an exponent; null when the composite is no decimal.
    private static bool? EmitToDecimal(CodeWriter writer, List<PlannedField> members)
    {
        PlannedField? mantissa = Number(members, "mantissa");
        PlannedField? exponent = Number(members, "exponent");
        if (mantissa?.Type is null or EncodedType { Primitive: PrimitiveType.UInt64 }
            || exponent?.Type is not EncodedType { Primitive: PrimitiveType.Int8 or PrimitiveType.Int16 or PrimitiveType.UInt8 })
            return null;
        PlannedField[] optional = [.. new[] { mantissa, exponent }.Where(static member => member.Shape == FieldShape.OptionalScalar)];
        writer.Gap();
        Docs.Summary(writer, "The exact decimal number; look at IsNull first where the field is optional and its members are not");
        Docs.Returns(writer, optional.Length > 0 ? "mantissa and exponent, or null where one of them is" : "mantissa and exponent");
        string parts = $"{Raw(mantissa)}, {Raw(exponent)}";
        if (optional.Length == 0)
            writer.Line($"public {CSharp.Runtime}SbeDecimal ToDecimal() => new({parts});");
        else
        {
            writer.Line($"public {CSharp.Runtime}SbeDecimal? ToDecimal()");
            string test = string.Join(" && ", optional.Select(static member => "Has" + member.Name));
            writer.Continue($"=> {test} ? new {CSharp.Runtime}SbeDecimal({parts}) : null;");
        }

        return optional.Length > 0;
    }

    private static string Raw(PlannedField member) => member.Shape == FieldShape.OptionalScalar ? member.Name + "Raw" : member.Name;

    private static PlannedField? Number(List<PlannedField> members, string name)
        => members.Find(member => string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)
            && member.Type is EncodedType { Length: 1 } type && type.Primitive != PrimitiveType.Char && !type.Primitive.IsFloatingPoint());
}
