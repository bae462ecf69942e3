using System.Buffers.Binary;
using FeedHandler.Engine;

namespace FeedHandler.Host.Inspect.Framing;

/// <summary>Euronext Optiq MDG on UDP: time, packet sequence number, flags and channel, then messages behind their length.</summary>
internal sealed class EuronextFraming : PacketFraming
{
    private const int HeadBytes = 16;
    private const int CompressedFlag = 1;
    private const int HighSeqNumShift = 4;
    private const int HighSeqNumMask = 7;

    /// <inheritdoc/>
    public override string Name => "euronext";

    /// <inheritdoc/>
    public override bool TryReadHead(ReadOnlySpan<byte> payload, out PacketHead head, out string? error)
    {
        head = default;
        if (!HasHead(payload, HeadBytes, out error)) return false;
        int flags = BinaryPrimitives.ReadUInt16LittleEndian(payload[12..]);
        if ((flags & CompressedFlag) != 0) error = "the packet is compressed with LZ4, which is not unpacked here";
        ulong seqNum = BinaryPrimitives.ReadUInt32LittleEndian(payload[8..]) + ((ulong)((flags >> HighSeqNumShift) & HighSeqNumMask) << 32);
        head = new PacketHead(
            HeadBytes, seqNum, BinaryPrimitives.ReadUInt64LittleEndian(payload), BinaryPrimitives.ReadUInt16LittleEndian(payload[14..]));
        return error is null;
    }

    /// <inheritdoc/>
    public override bool TryReadFrame(ReadOnlySpan<byte> payload, int offset, out MessageFrame frame, out string? error) =>
        TryReadLengthFirst(payload, offset, headBytes: 2 + UsualHeaderBytes, headerOffset: 2, usualOffset: 2, out frame, out error);
}
