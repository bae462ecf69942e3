using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Codecs;

/// <summary>
/// Unaligned reads and writes of SBE primitives, enums and sets (any unmanaged type of 1, 2, 4 or 8 bytes).
/// Nothing is checked here: the view that calls has checked its block once.
/// </summary>
/// <remarks>
/// Inlining is demanded because a field read must be one load: as a call it costs more than the field. DecodeBenchmarks shows it.
/// </remarks>
public static class SbeBytes
{
    /// <summary>Reads a little-endian value.</summary>
    /// <typeparam name="T">type of the value, 1, 2, 4 or 8 bytes</typeparam>
    /// <param name="start">first byte of the block</param>
    /// <param name="offset">bytes from <paramref name="start"/> to the value</param>
    /// <returns>the value in the machine's byte order</returns>
    // DecodeBenchmarks
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ReadLittleEndian<T>(ref byte start, int offset)
        where T : unmanaged
    {
        T value = Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref start, offset));
        return BitConverter.IsLittleEndian ? value : Reverse(value);
    }

    /// <summary>Reads a big-endian value.</summary>
    /// <typeparam name="T">type of the value, 1, 2, 4 or 8 bytes</typeparam>
    /// <param name="start">first byte of the block</param>
    /// <param name="offset">bytes from <paramref name="start"/> to the value</param>
    /// <returns>the value in the machine's byte order</returns>
    // DecodeBenchmarks
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ReadBigEndian<T>(ref byte start, int offset)
        where T : unmanaged
    {
        T value = Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref start, offset));
        return BitConverter.IsLittleEndian ? Reverse(value) : value;
    }

    /// <summary>Writes a little-endian value.</summary>
    /// <typeparam name="T">type of the value, 1, 2, 4 or 8 bytes</typeparam>
    /// <param name="start">first byte of the block</param>
    /// <param name="offset">bytes from <paramref name="start"/> to the value</param>
    /// <param name="value">the value in the machine's byte order</param>
    // DecodeBenchmarks
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteLittleEndian<T>(ref byte start, int offset, T value)
        where T : unmanaged
        => Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, offset), BitConverter.IsLittleEndian ? value : Reverse(value));

    /// <summary>Writes a big-endian value.</summary>
    /// <typeparam name="T">type of the value, 1, 2, 4 or 8 bytes</typeparam>
    /// <param name="start">first byte of the block</param>
    /// <param name="offset">bytes from <paramref name="start"/> to the value</param>
    /// <param name="value">the value in the machine's byte order</param>
    // DecodeBenchmarks
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteBigEndian<T>(ref byte start, int offset, T value)
        where T : unmanaged
        => Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, offset), BitConverter.IsLittleEndian ? Reverse(value) : value);

    // A count or length of any width.
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // CarBenchmarks: the width is mostly a constant of the caller
    internal static void WriteNumber(ref byte start, int offset, int width, bool isBigEndian, int value)
    {
        switch (width)
        {
            case 1:
                Unsafe.Add(ref start, offset) = unchecked((byte)value);
                break;
            case 2:
                Write(ref start, offset, isBigEndian, unchecked((ushort)value));
                break;
            case 4:
                Write(ref start, offset, isBigEndian, value);
                break;
            default:
                Write(ref start, offset, isBigEndian, (long)value);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // CarBenchmarks
    private static void Write<T>(ref byte start, int offset, bool isBigEndian, T value)
        where T : unmanaged
    {
        if (isBigEndian)
            WriteBigEndian(ref start, offset, value);
        else
            WriteLittleEndian(ref start, offset, value);
    }

    /// <summary>Where a part of a message ends.</summary>
    /// <param name="start">first byte of the message or entry</param>
    /// <param name="length">bytes from <paramref name="start"/> to the end of the message</param>
    /// <param name="part">first byte of a group or data</param>
    /// <param name="partLength">bytes of the group or data</param>
    /// <returns>bytes from <paramref name="start"/> to the end of the part; −1 when that is not inside the message</returns>
    public static int OffsetAfter(ref byte start, int length, ref byte part, int partLength)
    {
        nuint offset = (nuint)Unsafe.ByteOffset(ref start, ref part) + (nuint)partLength;
        return offset > (nuint)length ? -1 : (int)offset;
    }

    /// <summary>Where data ends.</summary>
    /// <param name="start">first byte of the message or entry</param>
    /// <param name="length">bytes from <paramref name="start"/> to the end of the message</param>
    /// <param name="part">the data</param>
    /// <returns>bytes from <paramref name="start"/> to the end of the data; −1 when that is not inside the message</returns>
    public static int OffsetAfter(ref byte start, int length, ReadOnlySpan<byte> part)
        => OffsetAfter(ref start, length, ref MemoryMarshal.GetReference(part), part.Length);

    /// <summary>Tells an offset from the −1 that stands for what does not fit.</summary>
    /// <param name="offset">an offset, or −1</param>
    /// <param name="length">the offset; 0 when the result is false</param>
    /// <returns>false when there is none</returns>
    public static bool IsOffset(int offset, out int length)
    {
        length = Math.Max(offset, 0);
        return offset >= 0;
    }

    /// <summary>A count or length of 64 bits as 32 bits.</summary>
    /// <param name="value">as on the wire</param>
    /// <returns>the value; what is more than 32 bits becomes the greatest number, which is too large for any message</returns>
    public static uint Saturate(ulong value) => value > uint.MaxValue ? uint.MaxValue : (uint)value;

    // The size is a constant to the JIT: one branch remains. DecodeBenchmarks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Reverse<T>(T value)
        where T : unmanaged
    {
        Debug.Assert(Unsafe.SizeOf<T>() is 1 or 2 or 4 or 8, "an SBE primitive has 1, 2, 4 or 8 bytes");
        if (Unsafe.SizeOf<T>() == 2)
            return Unsafe.BitCast<ushort, T>(BinaryPrimitives.ReverseEndianness(Unsafe.BitCast<T, ushort>(value)));
        if (Unsafe.SizeOf<T>() == 4)
            return Unsafe.BitCast<uint, T>(BinaryPrimitives.ReverseEndianness(Unsafe.BitCast<T, uint>(value)));
        if (Unsafe.SizeOf<T>() == 8)
            return Unsafe.BitCast<ulong, T>(BinaryPrimitives.ReverseEndianness(Unsafe.BitCast<T, ulong>(value)));
        return value;
    }
}
