using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>The kinds of members that a field becomes.</summary>
internal enum FieldShape
{
    Constant,
    ConstantText,
    Scalar,
    OptionalScalar,
    Named,
    OptionalNamed,
    Text,
    ByteArray,
    NumberArray,
    Composite,
}

internal static class FieldShapes
{
    public static FieldShape Of(SbeType type, Presence presence, ConstantValue? constant) => type switch
    {
        _ when presence == Presence.Constant => constant?.Text is null ? FieldShape.Constant : FieldShape.ConstantText,
        EncodedType { Length: > 1, Primitive: PrimitiveType.Char } => FieldShape.Text,
        EncodedType { Length: > 1, Primitive: PrimitiveType.UInt8 } => FieldShape.ByteArray,
        EncodedType { Length: > 1 } => FieldShape.NumberArray,
        EncodedType => presence == Presence.Optional ? FieldShape.OptionalScalar : FieldShape.Scalar,
        CompositeType => FieldShape.Composite,
        _ => presence == Presence.Optional ? FieldShape.OptionalNamed : FieldShape.Named,
    };

    /// <summary>The members of a view that a field of a shape brings along.</summary>
    public static string[] Members(FieldShape shape, string name) => shape switch
    {
        FieldShape.OptionalScalar => [name, name + "Raw", name + "Null", "Has" + name, "TryGet" + name],
        FieldShape.OptionalNamed => [name, name + "Null", "Has" + name, "TryGet" + name],
        FieldShape.ConstantText or FieldShape.Text => [name, "Get" + name, "Has" + name],
        FieldShape.NumberArray => ["Get" + name, "TryGet" + name, "Copy" + name, name + "Length", "Has" + name],
        FieldShape.Constant => [name],
        _ => [name, "Has" + name],
    };
}
