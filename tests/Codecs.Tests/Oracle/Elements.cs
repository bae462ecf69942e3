using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Tests.Oracle;

/// <summary>What the oracle's programs need to know of encodings.</summary>
internal static class Elements
{
    public static bool IsOptional(SbeType type) => type switch
    {
        EncodedType encoded => encoded.Presence == Presence.Optional,
        EnumType named => named.IsOptional,
        SetType named => named.IsOptional,
        _ => false,
    };

    /// <summary>Whether the first member on the wire may be null, so that the composite may.</summary>
    public static bool StartsOptional(CompositeType type)
        => type.FirstOnWire?.Type switch
        {
            CompositeType inner => StartsOptional(inner),
            { } first => IsOptional(first),
            _ => false,
        };

    /// <summary>Whether a member came after its composite, so that an older sender lacks it.</summary>
    public static bool IsLater(CompositeType type, CompositeMember member)
        => member.Notes.SinceVersion > type.Notes.SinceVersion && member.Type.Size > 0;

    /// <summary>Whether a view has a TryGet for a field: it may be null, or is an array of numbers.</summary>
    public static bool HasTryGet(SbeType type, bool isOptional) => type switch
    {
        EncodedType { Length: > 1 } array => array.Primitive is not (PrimitiveType.Char or PrimitiveType.UInt8),
        CompositeType => false,
        _ => isOptional,
    };

    /// <summary>A cast from the C# enum of an enum or set to its number; nothing for other types.</summary>
    public static string Cast(SbeType type) => type switch
    {
        EnumType named => $"({Keyword(named.Primitive)})",
        SetType named => $"({Keyword(named.Primitive)})",
        _ => "",
    };

    public static string Cast(ConstantValue constant) => constant.EnumValue is { } value ? $"({Keyword(value.Enum.Primitive)})" : "";

    public static string Keyword(PrimitiveType type) => type switch
    {
        PrimitiveType.Char or PrimitiveType.UInt8 => "byte",
        PrimitiveType.Int8 => "sbyte",
        PrimitiveType.Int16 => "short",
        PrimitiveType.Int32 => "int",
        PrimitiveType.Int64 => "long",
        PrimitiveType.UInt16 => "ushort",
        PrimitiveType.UInt32 => "uint",
        PrimitiveType.UInt64 => "ulong",
        PrimitiveType.Float => "float",
        _ => "double",
    };
}
