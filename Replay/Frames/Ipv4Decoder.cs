using System.Buffers.Binary;

namespace FeedHandler.Replay.Frames;

/// <summary>Finds the UDP datagram in an IPv4 packet (RFC 791), options passed over.</summary>
internal static class Ipv4Decoder
{
    private const int HeaderBytesMin = 20;
    private const ushort FragmentMask = 0x3FFF; // more fragments, and the offset

    public static FrameOutcome Decode(ReadOnlySpan<byte> packet, bool isTruncated, out UdpDatagram datagram)
    {
        datagram = default;
        if (packet.Length < HeaderBytesMin) return FrameOutcome.Malformed;
        var headerBytes = (packet[0] & 0x0F) * 4;
        if (packet[0] >> 4 != 4 || headerBytes < HeaderBytesMin || headerBytes > packet.Length) return FrameOutcome.Malformed;
        int totalBytes = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        if (totalBytes == 0) totalBytes = packet.Length; // offloaded by the capturing host: the frame is the only length there is
        if (totalBytes < headerBytes) return FrameOutcome.Malformed;
        if ((BinaryPrimitives.ReadUInt16BigEndian(packet[6..]) & FragmentMask) != 0) return FrameOutcome.Fragment;
        if (packet[9] != UdpDecoder.Protocol) return FrameOutcome.NotUdp;
        var held = Math.Min(totalBytes, packet.Length);
        var outcome = UdpDecoder.Decode(packet[headerBytes..held], totalBytes > packet.Length, isTruncated, out datagram);
        datagram = datagram with { Source = packet.Slice(12, 4), Destination = packet.Slice(16, 4), Excess = packet[held..] };
        return outcome;
    }
}
