using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;

namespace FeedHandler.Host.Schema;

/// <summary>Encodings, presences and constants in words.</summary>
internal static class TypeText
{
    /// <summary>An encoding by name and wire form, such as `Int32NULL int32`, `char[20]`, `Side enum char` or `PRICE9 composite`.</summary>
    public static string Of(SbeType type)
    {
        string form = Form(type);
        return type.Name == form || type.Name.Length == 0 ? form : $"{type.Name} {form}";
    }

    /// <summary>The wire form without the name, such as `int32`, `char[20]` or `enum char`.</summary>
    public static string Form(SbeType type) => type switch
    {
        EncodedType encoded => encoded.Primitive.SchemaName() + (encoded.Length == 1 || encoded.Constant is not null ? "" : $"[{encoded.Length}]"),
        EnumType named => $"enum {named.Primitive.SchemaName()}",
        SetType named => $"set {named.Primitive.SchemaName()}",
        _ => "composite",
    };

    /// <summary>The null value of an optional field; empty when it has none. A composite is null when its first member is.</summary>
    public static string Null(SbeType type, Presence presence) => type switch
    {
        CompositeType { FirstOnWire: { } first } => Null(first.Type, presence == Presence.Optional ? presence : PresenceOf(first.Type)),
        _ when presence != Presence.Optional => "",
        EncodedType encoded => encoded.NullValue.ToString(),
        EnumType named => named.NullValue.ToString(),
        SetType named => named.NullValue.ToString(),
        _ => "",
    };

    /// <summary>A constant as text, such as `-9`, `USD` or `MDUpdateAction.New`; empty when there is none.</summary>
    public static string Constant(ConstantValue? constant) => constant switch
    {
        { EnumValue: { } named } => $"{named.Enum.Name}.{named.Value.Name}",
        { Text: { } text } => text,
        { Number: { } number } => Value(number),
        _ => "",
    };

    /// <summary>A value as the schema writes it: a character as itself.</summary>
    public static string Value(PrimitiveValue value) =>
        value.Type == PrimitiveType.Char && value.Bits is > ' ' and < 0x7F ? $"{(char)value.Bits}" : value.ToString();

    /// <summary>The presence that a member of a composite has by its type.</summary>
    public static Presence PresenceOf(SbeType type) => type switch
    {
        EncodedType encoded => encoded.Presence,
        EnumType { IsOptional: true } or SetType { IsOptional: true } => Presence.Optional,
        _ => Presence.Required,
    };

    /// <summary>A presence as the schema writes it.</summary>
    public static string Of(Presence presence) => presence switch
    {
        Presence.Optional => "optional",
        Presence.Constant => "constant",
        _ => "required",
    };

    /// <summary>A byte order as the schema writes it.</summary>
    public static string Of(ByteOrder order) => order == ByteOrder.BigEndian ? "bigEndian" : "littleEndian";
}
