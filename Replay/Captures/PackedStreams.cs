using FeedHandler.Replay.Gzip;

namespace FeedHandler.Replay.Captures;

/// <summary>Unpacks streams that are compressed with gzip or zstd, and leaves others as they are.</summary>
public static class PackedStreams
{
    /// <summary>How many of a file's first bytes tell.</summary>
    internal const int MagicBytes = 4;

    private static readonly byte[] GzipMagic = [0x1F, 0x8B];

    /// <summary>Whether a file begins as one of them does.</summary>
    internal static bool IsPacked(ReadOnlySpan<byte> first) => first.StartsWith(GzipMagic) || ZstdPieces.IsFrame(first);

    /// <summary>Looks at the first bytes, which a pipe gives only once.</summary>
    /// <param name="stream">The stream; owned by the one returned.</param>
    /// <returns>Its bytes unpacked; reading them throws <see cref="EndOfStreamException"/> or <see cref="InvalidDataException"/> where they are cut off or
    /// damaged.</returns>
    public static Stream Unpack(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[] first = new byte[MagicBytes];
        int length = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        RejoinedStream whole = new(first.AsMemory(0, length), stream);
        if (first.AsSpan(0, length).StartsWith(GzipMagic)) return new GzipReader(whole);
        return ZstdPieces.IsFrame(first.AsSpan(0, length)) ? new ZstdReader(whole) : whole;
    }
}

/// <summary>A stream whose first bytes were read before, with them in front again. Only for reading onwards.</summary>
internal sealed class RejoinedStream(ReadOnlyMemory<byte> first, Stream rest) : OnwardStream
{
    private ReadOnlyMemory<byte> _first = first;

    public override int Read(Span<byte> buffer)
    {
        if (_first.IsEmpty || buffer.IsEmpty) return rest.Read(buffer);
        int length = Math.Min(_first.Length, buffer.Length);
        _first.Span[..length].CopyTo(buffer);
        _first = _first[length..];
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) rest.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>A stream that is only read, from its beginning onwards.</summary>
public abstract class OnwardStream : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public abstract override int Read(Span<byte> buffer);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
