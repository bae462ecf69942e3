using System.Buffers.Binary;
using FeedHandler.Engine;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Host.Inspect.Framing;

/// <summary>CME MDP 3.0 on UDP: sequence number and sending time, then messages behind their size.</summary>
internal sealed class CmeFraming : PacketFraming
{
    private const int HeadBytes = CmeMdp3.PacketHeaderBytes;

    /// <inheritdoc/>
    public override string Name => "cme";

    /// <inheritdoc/>
    public override bool TryReadHead(ReadOnlySpan<byte> payload, out PacketHead head, out string? error)
    {
        head = default;
        if (!HasHead(payload, HeadBytes, out error)) return false;
        head = new PacketHead(
            HeadBytes, BinaryPrimitives.ReadUInt32LittleEndian(payload), BinaryPrimitives.ReadUInt64LittleEndian(payload[4..]));
        return error is null;
    }

    /// <inheritdoc/>
    public override bool TryReadFrame(ReadOnlySpan<byte> payload, int offset, out MessageFrame frame, out string? error) =>
        TryReadLengthFirst(payload, offset, headBytes: CmeMdp3.MessageHeaderBytes, headerOffset: 2, usualOffset: 2, out frame, out error);
}
