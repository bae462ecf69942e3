using System.Buffers.Binary;
using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>Numbers on the wire, of a type and byte order known at run time. The caller has checked the length.</summary>
internal static class WireNumber
{
    /// <summary>A number of a header; what is negative or does not fit is more than any message can have.</summary>
    public static long Read(ReadOnlySpan<byte> header, HeaderMember member, ByteOrder order)
    {
        long bits = Read(header[member.Offset..], member.Primitive, order).Bits;
        return bits < 0 ? long.MaxValue : bits;
    }

    public static long? ReadOptional(ReadOnlySpan<byte> header, HeaderMember? member, ByteOrder order)
        => member is null ? null : Read(header, member, order);

    /// <summary>A value as its bits: whole numbers sign- or zero-extended, a float as its 32 bits sign-extended.</summary>
    public static PrimitiveValue Read(ReadOnlySpan<byte> bytes, PrimitiveType type, ByteOrder order)
    {
        bool isLittle = order == ByteOrder.LittleEndian;
        long bits = type switch
        {
            PrimitiveType.Char or PrimitiveType.UInt8 => bytes[0],
            PrimitiveType.Int8 => (sbyte)bytes[0],
            PrimitiveType.UInt16 => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes),
            PrimitiveType.Int16 => isLittle ? BinaryPrimitives.ReadInt16LittleEndian(bytes) : BinaryPrimitives.ReadInt16BigEndian(bytes),
            PrimitiveType.UInt32 => isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes),
            PrimitiveType.Int32 or PrimitiveType.Float
                => isLittle ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : BinaryPrimitives.ReadInt32BigEndian(bytes),
            _ => isLittle ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : BinaryPrimitives.ReadInt64BigEndian(bytes),
        };
        return new(type, bits);
    }

    public static void Write(Span<byte> bytes, PrimitiveType type, ByteOrder order, long bits)
    {
        int size = type.Size();
        for (int index = 0; index < size; index++)
            bytes[order == ByteOrder.LittleEndian ? index : size - 1 - index] = unchecked((byte)(bits >> (8 * index)));
    }

    /// <summary>Greatest number of a header member: what the schema allows, else what the type holds, null excepted.</summary>
    public static long Greatest(HeaderMember member)
    {
        PrimitiveType type = member.Primitive;
        long greatest = type.Size() == sizeof(long) ? long.MaxValue
            : type.IsSigned() ? long.MaxValue >> (64 - (8 * type.Size())) : (1L << (8 * type.Size())) - 2;
        return member.MaxValue is { Bits: > 0 and var own } ? Math.Min(own, greatest) : greatest;
    }
}
