using System.Buffers.Binary;

namespace FeedHandler.Replay.Tests.Support;

/// <summary>Builds bytes field by field, in either byte order.</summary>
internal sealed class WireWriter(bool isBigEndian)
{
    private readonly List<byte> _bytes = [];

    public int Count => _bytes.Count;

    public byte[] ToArray() => [.. _bytes];

    public WireWriter U8(byte value)
    {
        _bytes.Add(value);
        return this;
    }

    public WireWriter U16(ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        if (isBigEndian) BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        else BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return Bytes(bytes);
    }

    public WireWriter U32(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        if (isBigEndian) BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        else BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return Bytes(bytes);
    }

    public WireWriter I64(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        if (isBigEndian) BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        else BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Bytes(bytes);
    }

    public WireWriter Bytes(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public WireWriter PadTo(int multiple)
    {
        while (_bytes.Count % multiple != 0) _bytes.Add(0);
        return this;
    }
}
