using System.Buffers.Binary;
using FeedHandler.Core.Frames;
using FeedHandler.Replay.Captures;

namespace FeedHandler.Replay.Writing;

/// <summary>
/// Writes pcapng: one little-endian section, one interface with nanoseconds, enhanced packets. The same calls give the same bytes: nothing
/// of the machine or the time enters.
/// </summary>
public sealed class PcapNgWriter : IDisposable
{
    private const int SectionBytes = 28;
    private const int InterfaceBytes = 32;
    private const int PacketHeadBytes = 28;
    private const int PacketTailBytes = 4;
    private const byte NanosecondResolution = 9;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;

    /// <summary>Writes the section header and the interface description.</summary>
    /// <param name="stream">Where to write; it should buffer.</param>
    /// <param name="linkType">What every frame begins with.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the writer is disposed.</param>
    /// <param name="options">What the section header tells besides; null for nothing.</param>
    public PcapNgWriter(Stream stream, LinkType linkType = LinkType.Ethernet, bool leaveOpen = false, PcapNgOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _leaveOpen = leaveOpen;
        WriteSection(options is null ? default : options.Bytes);
        WriteInterface(linkType);
    }

    /// <summary>How many records have been written.</summary>
    public long RecordCount { get; private set; }

    /// <summary>Writes a whole frame.</summary>
    /// <param name="frame">The frame, at most <see cref="CaptureRecord.BytesMax"/> bytes.</param>
    /// <param name="timestampNs">When it was captured, in nanoseconds since the Unix epoch; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The frame is too long, or the time is negative.</exception>
    public void Write(ReadOnlySpan<byte> frame, long timestampNs) => Write(frame, timestampNs, frame.Length);

    /// <summary>Writes a frame of which only the beginning was captured.</summary>
    /// <param name="frame">What was captured.</param>
    /// <param name="timestampNs">When, in nanoseconds since the Unix epoch.</param>
    /// <param name="originalLength">Bytes that the frame had on the wire.</param>
    /// <exception cref="ArgumentOutOfRangeException">The frame is too long, or the time or the length is negative.</exception>
    public void Write(ReadOnlySpan<byte> frame, long timestampNs, int originalLength) => Write(frame, timestampNs, originalLength, default);

    /// <summary>Writes a whole frame with something beside it.</summary>
    /// <param name="frame">The frame, at most <see cref="CaptureRecord.BytesMax"/> bytes.</param>
    /// <param name="timestampNs">When it was captured, in nanoseconds since the Unix epoch; not negative.</param>
    /// <param name="options">What stands beside it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The frame is too long, or the time is negative.</exception>
    public void Write(ReadOnlySpan<byte> frame, long timestampNs, PcapNgOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Write(frame, timestampNs, frame.Length, options.Bytes);
    }

    /// <summary>Flushes the stream, and closes it unless told to leave it open.</summary>
    public void Dispose()
    {
        _stream.Flush();
        if (!_leaveOpen) _stream.Dispose();
    }

    private void Write(ReadOnlySpan<byte> frame, long timestampNs, int originalLength, ReadOnlySpan<byte> options)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frame.Length, CaptureRecord.BytesMax, nameof(frame));
        ArgumentOutOfRangeException.ThrowIfNegative(timestampNs);
        ArgumentOutOfRangeException.ThrowIfNegative(originalLength);
        int paddingBytes = -frame.Length & 3;
        int totalBytes = PacketHeadBytes + frame.Length + paddingBytes + options.Length + PacketTailBytes;
        Span<byte> head = stackalloc byte[PacketHeadBytes];
        BeginBlock(head, PcapNgBlock.EnhancedPacket, totalBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], 0);
        BinaryPrimitives.WriteUInt32LittleEndian(head[12..], (uint)(timestampNs >> 32));
        BinaryPrimitives.WriteUInt32LittleEndian(head[16..], (uint)timestampNs);
        BinaryPrimitives.WriteInt32LittleEndian(head[20..], frame.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head[24..], originalLength);
        _stream.Write(head);
        _stream.Write(frame);
        WritePacketTail(paddingBytes, options, totalBytes);
        RecordCount++;
    }

    private void WritePacketTail(int paddingBytes, ReadOnlySpan<byte> options, int totalBytes)
    {
        Span<byte> tail = stackalloc byte[PacketTailBytes * 2];
        tail.Clear();
        if (!options.IsEmpty)
        {
            _stream.Write(tail[..paddingBytes]);
            _stream.Write(options);
            paddingBytes = 0;
        }

        BinaryPrimitives.WriteInt32LittleEndian(tail[paddingBytes..], totalBytes);
        _stream.Write(tail[..(paddingBytes + PacketTailBytes)]);
    }

    private void WriteSection(ReadOnlySpan<byte> options)
    {
        int totalBytes = SectionBytes + options.Length;
        Span<byte> block = new byte[totalBytes];
        BeginBlock(block, CaptureMagic.PcapNgSection, totalBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(block[8..], CaptureMagic.PcapNgByteOrder);
        BinaryPrimitives.WriteUInt16LittleEndian(block[12..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(block[14..], 0);
        BinaryPrimitives.WriteInt64LittleEndian(block[16..], -1); // the section's length is not known
        options.CopyTo(block[24..]);
        BinaryPrimitives.WriteInt32LittleEndian(block[^4..], totalBytes);
        _stream.Write(block);
    }

    private void WriteInterface(LinkType linkType)
    {
        Span<byte> block = stackalloc byte[InterfaceBytes];
        block.Clear();
        BeginBlock(block, PcapNgBlock.InterfaceDescription, InterfaceBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(block[8..], (ushort)linkType);
        BinaryPrimitives.WriteUInt32LittleEndian(block[12..], CaptureRecord.BytesMax);
        BinaryPrimitives.WriteUInt16LittleEndian(block[16..], PcapNgBlock.ResolutionOption);
        BinaryPrimitives.WriteUInt16LittleEndian(block[18..], 1);
        block[20] = NanosecondResolution;
        BinaryPrimitives.WriteInt32LittleEndian(block[28..], InterfaceBytes); // behind the option that ends the options, which is all zeros
        _stream.Write(block);
    }

    private static void BeginBlock(Span<byte> block, uint type, int totalBytes)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(block, type);
        BinaryPrimitives.WriteInt32LittleEndian(block[4..], totalBytes);
    }
}
