using System.Buffers.Binary;
using FeedHandler.Core.Frames;
using FeedHandler.Replay.Captures;

namespace FeedHandler.Replay.Writing;

/// <summary>
/// Writes classic pcap with nanoseconds, little-endian. The same calls give the same bytes: nothing of the machine or the time enters.
/// </summary>
public sealed class PcapWriter : IDisposable
{
    private const int FileHeaderBytes = 24;
    private const int RecordHeaderBytes = 16;
    private const long SecondNs = 1_000_000_000;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;

    /// <summary>Writes the file header.</summary>
    /// <param name="stream">Where to write; it should buffer.</param>
    /// <param name="linkType">What every frame begins with.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the writer is disposed.</param>
    public PcapWriter(Stream stream, LinkType linkType = LinkType.Ethernet, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _leaveOpen = leaveOpen;
        Span<byte> header = stackalloc byte[FileHeaderBytes];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, CaptureMagic.PcapNanoseconds);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], CaptureRecord.BytesMax);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], (uint)linkType);
        stream.Write(header);
    }

    /// <summary>How many records have been written.</summary>
    public long RecordCount { get; private set; }

    /// <summary>Writes a whole frame.</summary>
    /// <param name="frame">The frame, at most <see cref="CaptureRecord.BytesMax"/> bytes.</param>
    /// <param name="timestampNs">When it was captured, in nanoseconds since the Unix epoch, from 1970 into 2106.</param>
    /// <exception cref="ArgumentOutOfRangeException">The frame is too long, or the format cannot hold the time.</exception>
    public void Write(ReadOnlySpan<byte> frame, long timestampNs) => Write(frame, timestampNs, frame.Length);

    /// <summary>Writes a frame of which only the beginning was captured.</summary>
    /// <param name="frame">What was captured.</param>
    /// <param name="timestampNs">When, in nanoseconds since the Unix epoch.</param>
    /// <param name="originalLength">Bytes that the frame had on the wire.</param>
    /// <exception cref="ArgumentOutOfRangeException">The frame is too long, or the format cannot hold the time or the length.</exception>
    public void Write(ReadOnlySpan<byte> frame, long timestampNs, int originalLength)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frame.Length, CaptureRecord.BytesMax, nameof(frame));
        ArgumentOutOfRangeException.ThrowIfNegative(timestampNs);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timestampNs / SecondNs, uint.MaxValue, nameof(timestampNs));
        ArgumentOutOfRangeException.ThrowIfNegative(originalLength);
        Span<byte> header = stackalloc byte[RecordHeaderBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)(timestampNs / SecondNs));
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(timestampNs % SecondNs));
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], frame.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], originalLength);
        _stream.Write(header);
        _stream.Write(frame);
        RecordCount++;
    }

    /// <summary>Flushes the stream, and closes it unless told to leave it open.</summary>
    public void Dispose()
    {
        _stream.Flush();
        if (!_leaveOpen) _stream.Dispose();
    }
}
