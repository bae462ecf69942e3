using System.Buffers.Binary;

namespace FeedHandler.Replay.Frames;

/// <summary>Reads a UDP header (RFC 768). Checksums are not verified: hosts that offload them capture wrong ones.</summary>
internal static class UdpDecoder
{
    public const byte Protocol = 17;
    private const int HeaderBytes = 8;

    public static FrameOutcome Decode(ReadOnlySpan<byte> segment, bool isCut, bool isTruncated, out UdpDatagram datagram)
    {
        datagram = default;
        if (segment.Length < HeaderBytes) return isCut && isTruncated ? FrameOutcome.Truncated : FrameOutcome.Malformed;
        int length = BinaryPrimitives.ReadUInt16BigEndian(segment[4..]);
        if (length == 0) length = segment.Length; // IPv6 jumbograms and offloading hosts
        if (length < HeaderBytes) return FrameOutcome.Malformed;
        if (length > segment.Length) return isCut && isTruncated ? FrameOutcome.Truncated : FrameOutcome.Malformed;
        datagram = new UdpDatagram
        {
            Payload = segment[HeaderBytes..length],
            SourcePort = BinaryPrimitives.ReadUInt16BigEndian(segment),
            DestinationPort = BinaryPrimitives.ReadUInt16BigEndian(segment[2..]),
        };
        return FrameOutcome.Udp;
    }
}
