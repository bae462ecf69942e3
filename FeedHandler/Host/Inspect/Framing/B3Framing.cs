using System.Buffers.Binary;
using FeedHandler.Engine;

namespace FeedHandler.Host.Inspect.Framing;

/// <summary>B3 binary UMDF on UDP: channel, sequence version and number, sending time, then messages behind length and encoding type.</summary>
internal sealed class B3Framing : PacketFraming
{
    private const int HeadBytes = 16;
    private const int FrameBytes = 4;
    private const int EncodingType = 0xEB50; // SBE 1.0, little-endian

    /// <inheritdoc/>
    public override string Name => "b3";

    /// <inheritdoc/>
    public override bool TryReadHead(ReadOnlySpan<byte> payload, out PacketHead head, out string? error)
    {
        head = default;
        if (!HasHead(payload, HeadBytes, out error)) return false;
        head = new PacketHead(
            HeadBytes, BinaryPrimitives.ReadUInt32LittleEndian(payload[4..]), BinaryPrimitives.ReadUInt64LittleEndian(payload[8..]), payload[0]);
        return true;
    }

    /// <inheritdoc/>
    public override bool TryReadFrame(ReadOnlySpan<byte> payload, int offset, out MessageFrame frame, out string? error)
    {
        if (!TryReadLengthFirst(payload, offset, FrameBytes + UsualHeaderBytes, FrameBytes, FrameBytes, out frame, out error)) return false;
        int encoding = BinaryPrimitives.ReadUInt16LittleEndian(payload[(offset + 2)..]);
        if (encoding != EncodingType) error = $"the encoding type {encoding:X4} is not {EncodingType:X4}, little-endian SBE 1.0";
        return error is null;
    }
}
