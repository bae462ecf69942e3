using System.Buffers.Binary;
using FeedHandler.Engine;

namespace FeedHandler.Host.Inspect.Framing;

/// <summary>Deribit multicast: length, channel and sequence number, then messages without lengths.</summary>
internal sealed class DeribitFraming : PacketFraming
{
    private const int HeadBytes = 8;

    /// <inheritdoc/>
    public override string Name => "deribit";

    /// <inheritdoc/>
    public override bool TryReadHead(ReadOnlySpan<byte> payload, out PacketHead head, out string? error)
    {
        head = default;
        if (!HasHead(payload, HeadBytes, out error)) return false;
        int length = BinaryPrimitives.ReadUInt16LittleEndian(payload);
        int left = payload.Length - HeadBytes;
        if (length != left) error = $"the packet's length {length} is not the {left} bytes behind its header";
        head = new PacketHead(
            HeadBytes,
            BinaryPrimitives.ReadUInt32LittleEndian(payload[4..]),
            Channel: BinaryPrimitives.ReadUInt16LittleEndian(payload[2..]));
        return error is null;
    }

    /// <inheritdoc/>
    public override bool TryReadFrame(ReadOnlySpan<byte> payload, int offset, out MessageFrame frame, out string? error)
    {
        (frame, error) = (Unmeasured(payload, offset), null);
        return true;
    }
}
