using FeedHandler.Wire;

namespace FeedHandler.Host.Inspect.Framing;

/// <summary>What another feed handler sends by multicast: epoch, number, time and more in 32 bytes, then messages behind their length.</summary>
internal sealed class NormalizedFraming : PacketFraming
{
    private const int LengthBytes = FrameHeader.LengthBytes;

    /// <inheritdoc/>
    public override string Name => "normalized";

    /// <inheritdoc/>
    public override bool TryReadHead(ReadOnlySpan<byte> payload, out PacketHead head, out string? error)
    {
        head = default;
        if (!HasHead(payload, DatagramHeader.Bytes, out error)) return false;
        bool isRead = DatagramHeader.TryRead(payload, out DatagramHeader header, out FrameFault fault);
        if (!isRead) error = $"the packet header is none of the normalized format ({fault})";
        head = new PacketHead(DatagramHeader.Bytes, (ulong)header.Packet, (ulong)header.SendingTimeNs, header.ChannelId, header.FrameCount);
        return true;
    }

    /// <inheritdoc/>
    public override bool TryReadFrame(ReadOnlySpan<byte> payload, int offset, out MessageFrame frame, out string? error) =>
        TryReadLengthFirst(payload, offset, FrameHeader.Bytes, headerOffset: LengthBytes, usualOffset: LengthBytes, out frame, out error);
}
