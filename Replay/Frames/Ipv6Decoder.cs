using System.Buffers.Binary;

namespace FeedHandler.Replay.Frames;

/// <summary>Finds the UDP datagram in an IPv6 packet (RFC 8200), extension headers passed over.</summary>
internal static class Ipv6Decoder
{
    private const int HeaderBytes = 40;
    private const int ExtensionCountMax = 16;
    private const byte Fragment = 44;
    private const byte Authentication = 51;

    public static FrameOutcome Decode(ReadOnlySpan<byte> packet, bool isTruncated, out UdpDatagram datagram)
    {
        datagram = default;
        if (packet.Length < HeaderBytes || packet[0] >> 4 != 6) return FrameOutcome.Malformed;
        int payloadBytes = BinaryPrimitives.ReadUInt16BigEndian(packet[4..]);
        var isCut = payloadBytes > packet.Length - HeaderBytes;
        var held = payloadBytes == 0 || isCut ? packet.Length : HeaderBytes + payloadBytes;
        var outcome = SkipExtensions(packet[..held], out var next, out var at);
        if (outcome != FrameOutcome.Udp) return outcome;
        if (next != UdpDecoder.Protocol) return FrameOutcome.NotUdp;
        outcome = UdpDecoder.Decode(packet[at..held], isCut, isTruncated, out datagram);
        datagram = datagram with { Source = packet.Slice(8, 16), Destination = packet.Slice(24, 16), Excess = packet[held..] };
        return outcome;
    }

    private static FrameOutcome SkipExtensions(ReadOnlySpan<byte> packet, out byte next, out int at)
    {
        next = packet[6];
        at = HeaderBytes;
        for (var count = 0; next is 0 or 43 or 60 or Fragment or Authentication; count++)
        {
            if (count == ExtensionCountMax || packet.Length - at < 8) return FrameOutcome.Malformed;
            if (next == Fragment && (BinaryPrimitives.ReadUInt16BigEndian(packet[(at + 2)..]) & 0xFFF9) != 0) return FrameOutcome.Fragment;
            var bytes = next switch { Fragment => 8, Authentication => (packet[at + 1] + 2) * 4, _ => (packet[at + 1] + 1) * 8 };
            next = packet[at];
            at += bytes;
            if (at > packet.Length) return FrameOutcome.Malformed;
        }

        return FrameOutcome.Udp;
    }
}
