using System.Runtime.InteropServices;
using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>Mantissa and exponent of a decimal composite, each on the wire or constant.</summary>
/// <param name="Mantissa">the digits; a uint64 keeps all its bits</param>
/// <param name="Exponent">the power of ten</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DecimalParts(PrimitiveValue Mantissa, long Exponent)
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
        if (Number(type, "mantissa", bytes, order) is not { } mantissa || Number(type, "exponent", bytes, order) is not { } exponent)
            return false;
        parts = new(mantissa, exponent.Bits);
        return true;
    }

    private static PrimitiveValue? Number(CompositeType type, string name, ReadOnlySpan<byte> bytes, ByteOrder order)
    {
        for (var index = 0; index < type.Members.Count; index++)
        {
            var member = type.Members[index];
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)
                && member.Type is EncodedType { Length: 1 } number
                && number.Primitive != PrimitiveType.Char && !number.Primitive.IsFloatingPoint())
                return number.Presence == Presence.Constant ? number.Constant?.Number : WireNumber.Read(bytes[member.Offset..], number.Primitive, order);
        }

        return null;
    }
}
