using System.Buffers.Binary;

namespace HdrHistogram.Utilities;

/// <summary>Bytes of fixed number with a position, read and written in big-endian order. Not for concurrent use.</summary>
public sealed class ByteBuffer
{
    private readonly byte[] _internalBuffer;

    private ByteBuffer(byte[] bytes) => _internalBuffer = bytes;

    /// <summary>Where the next byte is read or written, from 0.</summary>
    public int Position { get; set; }

    /// <summary>The bytes from <see cref="Position"/> to the end.</summary>
    internal Span<byte> Ahead => _internalBuffer.AsSpan(Position);

    /// <summary>A buffer of zeros.</summary>
    /// <param name="bufferCapacity">bytes</param>
    public static ByteBuffer Allocate(int bufferCapacity) => new(new byte[bufferCapacity]);

    /// <summary>A buffer with a copy of the given bytes, at position 0.</summary>
    /// <param name="source">the bytes to copy</param>
    public static ByteBuffer Allocate(byte[] source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ByteBuffer([.. source]);
    }

    /// <summary>Bytes of the buffer.</summary>
    public int Capacity() => _internalBuffer.Length;

    /// <summary>Bytes from <see cref="Position"/> to the end.</summary>
    public int Remaining() => _internalBuffer.Length - Position;

    /// <summary>Reads from a stream into the bytes at <see cref="Position"/>, which stays where it is.</summary>
    /// <param name="source">the stream</param>
    /// <param name="length">bytes to read, at most <see cref="Remaining"/></param>
    /// <returns>bytes read: fewer than asked for only where the stream ends</returns>
    /// <exception cref="ArgumentOutOfRangeException">the buffer has not so many bytes left</exception>
    public int ReadFrom(Stream source, int length)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.ReadAtLeast(_internalBuffer.AsSpan(Position, length), length, throwOnEndOfStream: false);
    }

    /// <summary>Reads a byte.</summary>
    /// <exception cref="IndexOutOfRangeException">the buffer is at its end</exception>
    public byte Get() => _internalBuffer[Position++];

    /// <summary>Reads 16 bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">the buffer has not so many bytes left</exception>
    public short GetShort() => BinaryPrimitives.ReadInt16BigEndian(Take(sizeof(short)));

    /// <summary>Reads 32 bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">the buffer has not so many bytes left</exception>
    public int GetInt() => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)));

    /// <summary>Reads 64 bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">the buffer has not so many bytes left</exception>
    public long GetLong() => BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long)));

    /// <summary>Reads a binary64 number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">the buffer has not so many bytes left</exception>
    public double GetDouble() => BinaryPrimitives.ReadDoubleBigEndian(Take(sizeof(double)));

    /// <summary>Writes a byte.</summary>
    /// <param name="value">the byte</param>
    /// <exception cref="IndexOutOfRangeException">the buffer is at its end</exception>
    public void Put(byte value) => _internalBuffer[Position++] = value;

    /// <summary>Writes 32 bits.</summary>
    /// <param name="value">the number</param>
    /// <exception cref="ArgumentOutOfRangeException">the buffer has not so many bytes left</exception>
    public void PutInt(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), value);

    /// <summary>Writes 32 bits somewhere else and leaves <see cref="Position"/> where it is.</summary>
    /// <param name="index">offset from the start of the buffer</param>
    /// <param name="value">the number</param>
    /// <exception cref="ArgumentOutOfRangeException">the number would end outside the buffer</exception>
    public void PutInt(int index, int value) => BinaryPrimitives.WriteInt32BigEndian(_internalBuffer.AsSpan(index, sizeof(int)), value);

    /// <summary>Writes 64 bits.</summary>
    /// <param name="value">the number</param>
    /// <exception cref="ArgumentOutOfRangeException">the buffer has not so many bytes left</exception>
    public void PutLong(long value) => BinaryPrimitives.WriteInt64BigEndian(Take(sizeof(long)), value);

    /// <summary>Writes a binary64 number.</summary>
    /// <param name="value">the number</param>
    /// <exception cref="ArgumentOutOfRangeException">the buffer has not so many bytes left</exception>
    public void PutDouble(double value) => BinaryPrimitives.WriteDoubleBigEndian(Take(sizeof(double)), value);

    /// <summary>A buffer over the given array itself.</summary>
    internal static ByteBuffer Wrap(byte[] bytes) => new(bytes);

    /// <summary>A stream over <paramref name="length"/> bytes at <see cref="Position"/>, which does not grow.</summary>
    internal MemoryStream OpenStream(int length, bool writable) => new(_internalBuffer, Position, length, writable);

    private Span<byte> Take(int length)
    {
        Span<byte> taken = _internalBuffer.AsSpan(Position, length);
        Position += length;
        return taken;
    }
}
