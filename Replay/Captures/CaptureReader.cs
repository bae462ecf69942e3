using System.Buffers.Binary;

namespace FeedHandler.Replay.Captures;

/// <summary>
/// Reads a mapped capture record by record, without allocation. Every length comes from the file and is checked against what is left of
/// it; a file
/// that makes no sense ends the reading with a reason, never with an exception.
/// </summary>
public abstract unsafe class CaptureReader : IDisposable
{
    /// <summary>The most bytes that a frame may have; more means that the lengths are not lengths.</summary>
    protected const uint FrameBytesMax = 1 << 18;

    private readonly byte* _first;

    private protected CaptureReader(byte* first, long length)
    {
        _first = first;
        FileLength = length;
    }

    /// <summary>How the file ended; <see cref="CaptureEnd.None"/> while there may be more.</summary>
    public CaptureEnd End { get; private set; }

    /// <summary>Where reading stopped, in bytes from the start of the file.</summary>
    public long EndOffset { get; private set; }

    /// <summary>Why reading stopped, in words; empty for a clean end.</summary>
    public string EndReason { get; private set; } = string.Empty;

    /// <summary>How far the reader is, in bytes from the start of the file.</summary>
    public long Offset { get; private protected set; }

    private protected long FileLength { get; }

    private protected bool IsBigEndian { get; set; }

    /// <summary>Reads the next frame.</summary>
    /// <param name="record">The frame; its bytes are valid as long as the file is open.</param>
    /// <returns>False at the end; <see cref="End"/> then tells which end.</returns>
    public abstract bool TryRead(out CaptureRecord record);

    /// <inheritdoc/>
    public void Dispose() => GC.SuppressFinalize(this);

    private protected bool Stop(CaptureEnd end, string reason)
    {
        if (End != CaptureEnd.None) return false;
        (End, EndOffset, EndReason) = (end, Offset, reason);
        return false;
    }

    private protected ReadOnlySpan<byte> Bytes(long offset, int length) => new(_first + offset, length);

    private protected uint UInt32(long offset)
    {
        var value = BinaryPrimitives.ReadUInt32LittleEndian(Bytes(offset, 4));
        return IsBigEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    private protected ushort UInt16(long offset)
    {
        var value = BinaryPrimitives.ReadUInt16LittleEndian(Bytes(offset, 2));
        return IsBigEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }
}
