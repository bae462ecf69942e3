using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>
/// Which bytes of an optional element say that it has no value (SBE 1.0, sections 2.4 and 3.3). Text is null by its first character, a
/// composite by its first member on the wire; an array of numbers has its nulls by element and is never null as a whole.
/// </summary>
internal static class NullTest
{
    /// <summary>Whether an element is null.</summary>
    /// <param name="type">its encoding</param>
    /// <param name="isOptional">whether a null is possible at all</param>
    /// <param name="bytes">its bytes on the wire</param>
    /// <param name="order">order of the schema</param>
    public static bool IsNull(SbeType type, bool isOptional, ReadOnlySpan<byte> bytes, ByteOrder order) => type switch
    {
        CompositeType composite => First(composite) is { } first && IsNull(first.Type, isOptional || IsOptional(first.Type), bytes[first.Offset..], order),
        EncodedType { Length: > 1, Primitive: not PrimitiveType.Char } => false,
        EncodedType { Length: > 0 } encoded => isOptional && IsNull(WireNumber.Read(bytes, encoded.Primitive, order), encoded.NullValue),
        EnumType named => isOptional && WireNumber.Read(bytes, named.Primitive, order).Bits == named.NullValue.Bits,
        SetType named => isOptional && WireNumber.Read(bytes, named.Primitive, order).Bits == named.NullValue.Bits,
        _ => false,
    };

    /// <summary>Whether a member of a composite may be null: only its type says so.</summary>
    public static bool IsOptional(SbeType type) => type switch
    {
        EncodedType encoded => encoded.Presence == Presence.Optional,
        EnumType named => named.IsOptional,
        SetType named => named.IsOptional,
        _ => false,
    };

    // By index: an enumerator would be an allocation for every composite of a message.
    private static CompositeMember? First(CompositeType type)
    {
        for (int index = 0; index < type.Members.Count; index++)
        {
            if (type.Members[index].Type.Size > 0)
                return type.Members[index];
        }

        return null;
    }

    // Of a floating-point number every not-a-number is null, and minus zero is zero.
    private static bool IsNull(PrimitiveValue value, PrimitiveValue nullValue) => value.Type switch
    {
        PrimitiveType.Float => Float(value) is var number && (float.IsNaN(number) || number == Float(nullValue)),
        PrimitiveType.Double => Double(value) is var number && (double.IsNaN(number) || number == Double(nullValue)),
        _ => value.Bits == nullValue.Bits,
    };

    private static float Float(PrimitiveValue value) => BitConverter.Int32BitsToSingle(unchecked((int)value.Bits));

    private static double Double(PrimitiveValue value) => BitConverter.Int64BitsToDouble(value.Bits);
}
