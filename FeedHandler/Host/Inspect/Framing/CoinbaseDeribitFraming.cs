using System.Buffers.Binary;
using FeedHandler.Codecs.Dynamic;

namespace FeedHandler.Host.Inspect.Framing;

/// <summary>
/// The Coinbase-Deribit market data API on UDP: 24 bytes of packet header, then messages behind 16 bytes that the schema's own message
/// header has no part in.
/// </summary>
internal sealed class CoinbaseDeribitFraming : PacketFraming
{
    private const int HeadBytes = 24;
    private const int MessageHeadBytes = 16;
    private const int SchemaId = 2102;

    /// <inheritdoc/>
    public override string Name => "coinbase-deribit";

    /// <inheritdoc/>
    public override bool TryReadHead(ReadOnlySpan<byte> payload, out PacketHead head, out string? error)
    {
        head = default;
        if (!HasHead(payload, HeadBytes, out error)) return false;
        head = new PacketHead(
            HeadBytes,
            BinaryPrimitives.ReadUInt64LittleEndian(payload[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(payload),
            BinaryPrimitives.ReadInt32LittleEndian(payload[16..]),
            BinaryPrimitives.ReadUInt16LittleEndian(payload[22..]));
        return true;
    }

    /// <inheritdoc/>
    public override bool TryReadFrame(ReadOnlySpan<byte> payload, int offset, out MessageFrame frame, out string? error)
    {
        if (!TryReadLengthFirst(payload, offset, MessageHeadBytes, MessageHeadBytes, usualOffset: 0, out frame, out error)) return false;
        DynamicHeader header = new(
            BinaryPrimitives.ReadUInt16LittleEndian(payload[(offset + 2)..]), SchemaId, BinaryPrimitives.ReadUInt16LittleEndian(payload[(offset + 4)..]));
        frame = frame with { Header = header, HasOwnHeader = true };
        return true;
    }
}
