using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Dbn;

/// <summary>
/// Writes records of DBN, plain or packed with zstd. Takes a buffer and nothing after it. Records are written as they are given: their order by time is the
/// caller's.
/// </summary>
public sealed class DbnWriter : IDisposable
{
    private const int BufferBytes = 1 << 18;
    private readonly Stream _stream;
    private readonly DbnWriterOptions _options;
    private readonly ZstdFrames? _frames;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _count;
    private bool _isDisposed;

    /// <summary>Writes metadata; records follow.</summary>
    /// <param name="stream">Takes the bytes, and is disposed of with this unless the options say otherwise.</param>
    /// <param name="metadata">What the file says of itself.</param>
    /// <param name="options">How it is written; null for plain.</param>
    /// <exception cref="ArgumentException">The metadata cannot be said in their version, such as a symbol that is too long.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public DbnWriter(Stream stream, DbnMetadata metadata, DbnWriterOptions? options = null)
    {
        (_stream, Metadata, _options) = (stream, metadata, options ?? new DbnWriterOptions());
        ReadOnlySpan<byte> bytes = MetadataWriter.Write(metadata);
        if (_options.Compression == DbnCompression.Zstd) _frames = new ZstdFrames(stream, _options.Level);
        if (!_options.IsFragment) Pass(bytes);
    }

    /// <summary>What the file says of itself.</summary>
    public DbnMetadata Metadata { get; }

    /// <summary>How many records were written.</summary>
    public long RecordCount { get; private set; }

    /// <summary>How many bytes of records and metadata there are, unpacked.</summary>
    public long UnpackedBytes { get; private set; }

    /// <summary>Writes a record.</summary>
    /// <typeparam name="T">Its form, one of the file's version.</typeparam>
    /// <param name="record">The record. Its length is filled in.</param>
    /// <param name="tsOut">When it was sent, nanoseconds since the Unix epoch, where the file has that.</param>
    /// <exception cref="ArgumentException">The file takes no such record.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write<T>(in T record, ulong tsOut = DbnUndefined.Timestamp)
        where T : unmanaged, IDbnRecord
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in record));
        DbnRecordType type = (DbnRecordType)bytes[1];
        if (!T.Is(type) || !T.Versions.Has(Metadata.Version)) ThrowOther($"{typeof(T).Name} of type 0x{(byte)type:X2}");
        Append(bytes, type, tsOut);
    }

    /// <summary>Writes a record as it was read, from a file of the same version.</summary>
    /// <param name="record">The record.</param>
    /// <exception cref="ArgumentException">The file takes no such record.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(DbnRecord record)
    {
        int bytes = RecordLengths.OfVersion(Metadata.Version)[(byte)record.Type] * DbnHeader.WordBytes;
        if (record.Version != Metadata.Version && bytes != RecordLengths.OfVersion(record.Version)[(byte)record.Type] * DbnHeader.WordBytes)
            ThrowOther($"{record.Type} of version {record.Version}");
        Append(record.Bytes[..bytes], record.Type, record.TsOut);
    }

    /// <summary>Writes a record that lies as bytes, without a time of sending.</summary>
    /// <param name="record">All of its bytes, in the form of the file's version.</param>
    /// <exception cref="ArgumentException">The file takes no such record.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(ReadOnlySpan<byte> record)
    {
        int bytes = record.Length < DbnHeader.Bytes ? 0 : RecordLengths.OfVersion(Metadata.Version)[record[1]] * DbnHeader.WordBytes;
        if (bytes == 0 || bytes != record.Length) ThrowOther($"record of {record.Length} bytes");
        Append(record, (DbnRecordType)record[1], DbnUndefined.Timestamp);
    }

    /// <summary>Hands on all that was written. A frame of zstd ends, so that it can be read whatever becomes of the rest.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Flush()
    {
        Drain();
        _frames?.EndFrame();
        _stream.Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        try
        {
            Flush();
        }
        finally
        {
            _frames?.Dispose();
            if (!_options.LeavesOpen) _stream.Dispose();
        }
    }

    private void Append(ReadOnlySpan<byte> record, DbnRecordType type, ulong tsOut)
    {
        if (!Metadata.Schema.Has(type)) ThrowOther($"a {type}");
        int tsOutBytes = Metadata.HasTsOut ? sizeof(ulong) : 0;
        if (_count + record.Length + tsOutBytes > BufferBytes) Drain();
        Span<byte> room = _buffer.AsSpan(_count, record.Length + tsOutBytes);
        record.CopyTo(room);
        room[0] = (byte)(room.Length / DbnHeader.WordBytes);
        if (tsOutBytes > 0) MemoryMarshal.Write(room[record.Length..], tsOut);
        _count += room.Length;
        UnpackedBytes += room.Length;
        RecordCount++;
    }

    private void Drain()
    {
        (int count, _count) = (_count, 0);
        Hand(_buffer.AsSpan(0, count));
    }

    private void Pass(ReadOnlySpan<byte> bytes)
    {
        UnpackedBytes += bytes.Length;
        Hand(bytes);
    }

    private void Hand(ReadOnlySpan<byte> bytes)
    {
        if (_frames is not null) _frames.Write(bytes);
        else _stream.Write(bytes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowOther(string what) => throw new ArgumentException(
        $"A file of version {Metadata.Version} with the schema {DbnSchemas.NameOf(Metadata.Schema)} takes no {what}.");
}
