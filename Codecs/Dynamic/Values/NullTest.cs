using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>Which bytes of an optional element say that it has no value (SBE 1.0, sections 2.4 and 3.3).</summary>
internal static class NullTest
{
    /// <summary>Whether an element is null.</summary>
    /// <param name="type">its encoding</param>
    /// <param name="isOptional">whether a null is possible at all</param>
    /// <param name="bytes">its bytes on the wire</param>
    /// <param name="order">order of the schema</param>
    public static bool IsNull(SbeType type, bool isOptional, ReadOnlySpan<byte> bytes, ByteOrder order) => type switch
    {
        CompositeType { FirstOnWire: { } first } => IsNull(first.Type, isOptional || IsOptional(first.Type), bytes[first.Offset..], order),
        EncodedType { Length: > 0 } encoded => isOptional && IsNullArray(encoded, bytes, order),
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

    // Text is null by its first character, an array of numbers when every element is.
    private static bool IsNullArray(EncodedType type, ReadOnlySpan<byte> bytes, ByteOrder order)
    {
        var count = type.Primitive == PrimitiveType.Char ? 1 : type.Length;
        for (var index = 0; index < count; index++)
        {
            if (!IsNull(WireNumber.Read(bytes[(index * type.Primitive.Size())..], type.Primitive, order), type.NullValue))
                return false;
        }

        return true;
    }

    private static bool IsNull(PrimitiveValue value, PrimitiveValue nullValue) => value.Bits == nullValue.Bits || IsNaN(value);

    private static bool IsNaN(PrimitiveValue value) => value.Type switch
    {
        PrimitiveType.Float => float.IsNaN(BitConverter.Int32BitsToSingle(unchecked((int)value.Bits))),
        PrimitiveType.Double => double.IsNaN(BitConverter.Int64BitsToDouble(value.Bits)),
        _ => false,
    };
}
