using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace FeedHandler.Replay.Captures;

/// <summary>The bytes of a whole file by address. Reads are unchecked: the caller has compared with <see cref="Length"/>.</summary>
internal readonly unsafe struct MappedBytes(byte* start, long length)
{
    internal byte* Start => start;

    internal long Length => length;

    internal ushort ReadUInt16(long offset, bool isSwapped)
    {
        Debug.Assert(offset >= 0 && offset <= length - sizeof(ushort), "read outside the file");
        ushort value = Unsafe.ReadUnaligned<ushort>(start + offset);
        return isSwapped ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    internal uint ReadUInt32(long offset, bool isSwapped)
    {
        Debug.Assert(offset >= 0 && offset <= length - sizeof(uint), "read outside the file");
        uint value = Unsafe.ReadUnaligned<uint>(start + offset);
        return isSwapped ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    internal long ReadInt64(long offset, bool isSwapped)
    {
        Debug.Assert(offset >= 0 && offset <= length - sizeof(long), "read outside the file");
        long value = Unsafe.ReadUnaligned<long>(start + offset);
        return isSwapped ? BinaryPrimitives.ReverseEndianness(value) : value;
    }
}
