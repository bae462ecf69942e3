using System.Globalization;
using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Describes fields for the runtime, which prints them: see SbeFieldText there.</summary>
internal static class FieldText
{
    /// <summary>Writes a statement for all fields of a description, if there are any.</summary>
    public static void Emit(CodeWriter writer, EmitContext context, List<string> fields, bool needsVersion)
    {
        if (fields.Count == 0)
            return;
        string sender = needsVersion ? "_blockLength, _version" : "0, 0";
        writer.Line($"text.Fields<{context.EnumsType}.Names>({CSharp.Text(string.Join(" ", fields))}, ref _block, {sender}, "
            + $"{CSharp.Bool(context.ByteOrder == ByteOrder.BigEndian)});");
        fields.Clear();
    }

    /// <summary>The description of a field; null when its text is of several values.</summary>
    public static string? Of(EmitContext context, PlannedField field)
    {
        bool isOptional = field.Shape is FieldShape.OptionalScalar or FieldShape.OptionalNamed;
        string? kind = KindOf(field);
        if (kind is null)
            return null;
        string none = isOptional ? "?" + (field.NullValue.Bits & Mask(field.Type.Size)).ToString("X", CultureInfo.InvariantCulture) : "";
        string type = kind == "e" ? "#" + context.Names.Of(field.Type) : "";
        string since = field.IsLater ? ">" + Docs.Number(field.Notes.SinceVersion) : "";
        return $"{field.Name}:{kind}{Docs.Number(field.Type.Size)}@{Docs.Number(field.Offset)}{none}{type}{since}";
    }

    private static string? KindOf(PlannedField field) => field.Shape switch
    {
        FieldShape.Text => field.Type is EncodedType { IsUtf8: true } ? "t" : "c",
        FieldShape.ByteArray => "b",
        FieldShape.Named or FieldShape.OptionalNamed => "e",
        FieldShape.Scalar or FieldShape.OptionalScalar when field.Type is EncodedType { Primitive: var primitive }
            => primitive.IsFloatingPoint() ? "f" : primitive.IsSigned() ? "i" : "u",
        _ => null,
    };

    private static long Mask(int size) => size == sizeof(long) ? -1 : (1L << (8 * size)) - 1;
}
