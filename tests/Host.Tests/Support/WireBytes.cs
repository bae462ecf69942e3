using System.Buffers.Binary;

namespace FeedHandler.Host.Tests.Support;

/// <summary>Bytes put together field by field, little-endian.</summary>
internal sealed class WireBytes
{
    private readonly List<byte> _bytes = [];

    public WireBytes U8(params int[] values)
    {
        foreach (int value in values) _bytes.Add((byte)value);
        return this;
    }

    public WireBytes U16(params int[] values)
    {
        foreach (int value in values) Append(sizeof(ushort), bytes => BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value));
        return this;
    }

    public WireBytes U32(uint value)
    {
        Append(sizeof(uint), bytes => BinaryPrimitives.WriteUInt32LittleEndian(bytes, value));
        return this;
    }

    public WireBytes I64(long value)
    {
        Append(sizeof(long), bytes => BinaryPrimitives.WriteInt64LittleEndian(bytes, value));
        return this;
    }

    public WireBytes Add(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public byte[] ToArray() => [.. _bytes];

    private void Append(int size, Action<byte[]> write)
    {
        byte[] bytes = new byte[size];
        write(bytes);
        _bytes.AddRange(bytes);
    }
}
