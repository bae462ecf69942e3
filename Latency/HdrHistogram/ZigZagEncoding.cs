using HdrHistogram.Utilities;

namespace HdrHistogram;

/// <summary>
/// 64-bit numbers in 1 to 9 bytes, small magnitudes in few: the sign is moved to the lowest bit, then seven bits a byte follow,
/// lowest first, each with a flag that more follow. A ninth byte carries eight bits and no flag, where the usual LEB128 would need ten.
/// </summary>
public static class ZigZagEncoding
{
    /// <summary>Bytes that a number takes at most.</summary>
    internal const int BytesMax = 9;

    private const int FlagBit = 0x80;

    /// <summary>Writes a number at the position of a buffer.</summary>
    /// <param name="buffer">where to write</param>
    /// <param name="value">the number</param>
    /// <exception cref="ArgumentException">the buffer has too few bytes left; nothing was written</exception>
    public static void PutLong(ByteBuffer buffer, long value)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        Span<byte> bytes = stackalloc byte[BytesMax];
        int length = Write(bytes, value);
        bytes[..length].CopyTo(buffer.Ahead);
        buffer.Position += length;
    }

    /// <summary>Reads a number at the position of a buffer.</summary>
    /// <param name="buffer">what to read</param>
    /// <exception cref="ArgumentException">the buffer ends within the number; its position is unchanged</exception>
    public static long GetLong(ByteBuffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        int length = Read(buffer.Ahead, out long value);
        if (length == 0) throw new ArgumentException($"The buffer ends within the number at position {buffer.Position}.", nameof(buffer));
        buffer.Position += length;
        return value;
    }

    /// <summary>Writes a number into <see cref="BytesMax"/> bytes or more and returns how many it took.</summary>
    internal static int Write(Span<byte> target, long value)
    {
        ulong rest = (ulong)((value << 1) ^ (value >> 63));
        int length = 0;
        for (; length < BytesMax - 1 && rest >= FlagBit; rest >>= 7) target[length++] = (byte)(rest | FlagBit);
        target[length++] = (byte)rest;
        return length;
    }

    /// <summary>Reads a number and returns how many bytes it took, 0 when the bytes end within it.</summary>
    internal static int Read(ReadOnlySpan<byte> source, out long value)
    {
        ulong rest = 0;
        for (int i = 0; i < source.Length; i++)
        {
            bool isNinth = i == BytesMax - 1;
            rest |= (ulong)(isNinth ? source[i] : source[i] & ~FlagBit) << (7 * i);
            if (!isNinth && (source[i] & FlagBit) != 0) continue;
            value = (long)(rest >> 1) ^ -(long)(rest & 1);
            return i + 1;
        }

        value = 0;
        return 0;
    }
}
