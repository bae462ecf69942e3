using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Codecs;

/// <summary>The one check of variable-length data, which is the same for all data whatever its header looks like.</summary>
public static class SbeVariableLength
{
    /// <summary>Takes the offset of data to the offset after it.</summary>
    /// <param name="start">first byte of the message or entry</param>
    /// <param name="length">bytes from <paramref name="start"/> to the end of the message</param>
    /// <param name="offset">bytes from <paramref name="start"/> to the data; negative when what comes before it does not fit</param>
    /// <param name="isOlder">whether the sender's version lacks the data</param>
    /// <param name="mayEnd">whether a message that ends here has none: in its root, but not in an entry, which another could follow</param>
    /// <param name="header">bytes before the data</param>
    /// <param name="place">bytes from the start of the header to the length</param>
    /// <param name="width">bytes of the length, negative when it is signed</param>
    /// <param name="isBigEndian">whether the length has its most significant byte first</param>
    /// <returns>the offset after the data, which is <paramref name="offset"/> when there is none; −1 when it does not fit</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // CarBenchmarks: all but the first three are constants of the caller
    public static int Pass(ref byte start, int length, int offset, bool isOlder, bool mayEnd, int header, int place, int width, bool isBigEndian)
    {
        if (offset < 0)
            return -1;
        if (isOlder || (mayEnd && length == offset))
            return offset;
        if (length - offset < header)
            return -1;
        uint count = Number(ref Unsafe.Add(ref start, offset), place, width, isBigEndian);
        offset += header;
        return count > (uint)(length - offset) ? -1 : offset + (int)count;
    }

    /// <summary>Places a span over data.</summary>
    /// <param name="start">first byte of the message or entry</param>
    /// <param name="offset">bytes from <paramref name="start"/> to the header of the data</param>
    /// <param name="end">what <see cref="Pass"/> gives for <paramref name="offset"/></param>
    /// <param name="header">bytes before the data</param>
    /// <param name="data">the bytes; empty when there is no data or the result is false</param>
    /// <returns>false when the data does not fit the message</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // CarBenchmarks
    public static bool TryRead(ref byte start, int offset, int end, int header, out ReadOnlySpan<byte> data)
    {
        data = default;
        if (end < 0)
            return false;
        // Data that is absent has no header either: its end is where it would begin, and there the next data is looked for.
        int first = end == offset ? offset : offset + header;
        data = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref start, first), end - first);
        return true;
    }

    /// <summary>The text of data as a new string; for the cold side.</summary>
    /// <param name="isRead">whether the data was read</param>
    /// <param name="data">all bytes of the text</param>
    /// <param name="isUtf8">true when the schema says UTF-8, else one byte is one character</param>
    /// <param name="text">the text</param>
    /// <returns><paramref name="isRead"/></returns>
    public static bool TryDecode(bool isRead, ReadOnlySpan<byte> data, bool isUtf8, out string text)
    {
        text = SbeText.DecodeAll(data, isUtf8);
        return isRead;
    }

    // What is negative or wider than the result becomes too large for any message.
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // CarBenchmarks: as Pass, whose width is a constant
    private static uint Number(ref byte header, int place, int width, bool isBigEndian) => width switch
    {
        1 => Unsafe.Add(ref header, place),
        -1 => unchecked((uint)(sbyte)Unsafe.Add(ref header, place)),
        2 => Read<ushort>(ref header, place, isBigEndian),
        -2 => unchecked((uint)Read<short>(ref header, place, isBigEndian)),
        4 or -4 => Read<uint>(ref header, place, isBigEndian),
        _ => SbeBytes.Saturate(Read<ulong>(ref header, place, isBigEndian)),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // CarBenchmarks: one load, as in SbeBytes
    private static T Read<T>(ref byte header, int place, bool isBigEndian)
        where T : unmanaged
        => isBigEndian ? SbeBytes.ReadBigEndian<T>(ref header, place) : SbeBytes.ReadLittleEndian<T>(ref header, place);
}
