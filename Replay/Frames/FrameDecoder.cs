using FeedHandler.Replay.Captures;

namespace FeedHandler.Replay.Frames;

/// <summary>Finds the UDP datagram in a captured frame. Every length is checked against what the frame holds; nothing is thrown.</summary>
public static class FrameDecoder
{
    /// <summary>Decodes a frame.</summary>
    /// <param name="record">The frame.</param>
    /// <param name="datagram">The datagram, when the outcome is <see cref="FrameOutcome.Udp"/>.</param>
    /// <returns>What the frame is.</returns>
    public static FrameOutcome Decode(in CaptureRecord record, out UdpDatagram datagram)
    {
        datagram = default;
        var outcome = LinkDecoder.TryGetNetwork(record.Bytes, record.LinkType, out var protocol, out var packet);
        if (outcome != FrameOutcome.Udp) return outcome;
        outcome = protocol switch
        {
            NetworkProtocol.Ipv4 => Ipv4Decoder.Decode(packet, record.IsTruncated, out datagram),
            NetworkProtocol.Ipv6 => Ipv6Decoder.Decode(packet, record.IsTruncated, out datagram),
            _ => FrameOutcome.NotIp,
        };
        return outcome == FrameOutcome.Malformed && record.IsTruncated ? FrameOutcome.Truncated : outcome;
    }
}
