using System.Buffers.Binary;
using FeedHandler.Engine;

namespace FeedHandler.Host.Inspect.Framing;

/// <summary>
/// Coinbase Derivatives on UDP: 24 bytes of packet header, then messages padded to 8 bytes, whose length is the first member of the schema's
/// message header.
/// </summary>
internal sealed class CoinbaseFraming : PacketFraming
{
    private const int HeadBytes = 24;

    /// <inheritdoc/>
    public override string Name => "coinbase";

    /// <inheritdoc/>
    public override bool TryReadHead(ReadOnlySpan<byte> payload, out PacketHead head, out string? error)
    {
        head = default;
        if (!HasHead(payload, HeadBytes, out error)) return false;
        head = new PacketHead(
            HeadBytes,
            BinaryPrimitives.ReadUInt64LittleEndian(payload[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(payload),
            BinaryPrimitives.ReadUInt16LittleEndian(payload[16..]),
            payload[19]);
        return error is null;
    }

    /// <inheritdoc/>
    public override bool TryReadFrame(ReadOnlySpan<byte> payload, int offset, out MessageFrame frame, out string? error) =>
        TryReadLengthFirst(payload, offset, headBytes: 2 + UsualHeaderBytes, headerOffset: 0, usualOffset: 2, out frame, out error);
}
