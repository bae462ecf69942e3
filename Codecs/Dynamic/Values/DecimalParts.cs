using System.Runtime.InteropServices;
using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>Mantissa and exponent of a decimal composite, each on the wire or constant.</summary>
/// <param name="Mantissa">the digits; a uint64 keeps all its bits</param>
/// <param name="Exponent">the power of ten</param>
/// <param name="IsNull">whether one of them is the null value, so that there is no number</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DecimalParts(PrimitiveValue Mantissa, long Exponent, bool IsNull)
{
    // More zeros than this are not written out.
    private const int ExponentMax = 128;

    /// <summary>Whether a signed 64-bit mantissa and an exponent of one byte hold the number.</summary>
    public bool IsSmall => Exponent is >= sbyte.MinValue and <= sbyte.MaxValue && !(Mantissa.Type == PrimitiveType.UInt64 && Mantissa.Bits < 0);

    public bool IsNegative => Mantissa.Type != PrimitiveType.UInt64 && Mantissa.Bits < 0;

    public bool CanBeWrittenOut => Exponent is >= -ExponentMax and <= ExponentMax;

    public static bool TryRead(CompositeType type, ReadOnlySpan<byte> bytes, ByteOrder order, out DecimalParts parts)
    {
        parts = default;
        bool isNull = false;
        if (Number(type, "mantissa", bytes, order, ref isNull) is not { } mantissa
            || Number(type, "exponent", bytes, order, ref isNull) is not { } exponent)
            return false;
        parts = new(mantissa, exponent.Bits, isNull);
        return true;
    }

    private static PrimitiveValue? Number(CompositeType type, string name, ReadOnlySpan<byte> bytes, ByteOrder order, ref bool isNull)
    {
        for (int index = 0; index < type.Members.Count; index++)
        {
            CompositeMember member = type.Members[index];
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)
                && member.Type is EncodedType { Length: 1 } number
                && number.Primitive != PrimitiveType.Char && !number.Primitive.IsFloatingPoint())
                return Number(number, bytes, member.Offset, order, ref isNull);
        }

        return null;
    }

    private static PrimitiveValue? Number(EncodedType type, ReadOnlySpan<byte> bytes, int offset, ByteOrder order, ref bool isNull)
    {
        if (type.Presence == Presence.Constant)
            return type.Constant?.Number;
        PrimitiveValue value = WireNumber.Read(bytes[offset..], type.Primitive, order);
        isNull |= type.Presence == Presence.Optional && value.Bits == type.NullValue.Bits;
        return value;
    }
}
