using System.Buffers.Binary;
using System.Net;

namespace FeedHandler.Receivers.Frames;

/// <summary>
/// A UDP datagram within an Ethernet frame (IEEE 802.3, up to two 802.1Q tags; RFC 791, RFC 8200 without extension headers, RFC 768). Every
/// length is checked against what is there; checksums are not: the card has seen them, and what a virtual interface carries has none yet.
/// </summary>
internal readonly ref struct UdpFrame
{
    private const int EthernetBytes = 14;
    private const int VlanTagBytes = 4;
    private const int VlanTagsMax = 2;
    private const int IPv4Bytes = 20;
    private const int IPv6Bytes = 40;
    private const int UdpBytes = 8;
    private const byte UdpProtocol = 17;

    private UdpFrame(UInt128 source, UInt128 destination, int port, ReadOnlySpan<byte> payload)
    {
        (Source, Destination, Port) = (source, destination, port);
        Payload = payload;
    }

    /// <summary>Where it came from; IPv4 in the form of IPv6 (::ffff:a.b.c.d).</summary>
    internal UInt128 Source { get; }

    /// <summary>Where it goes to.</summary>
    internal UInt128 Destination { get; }

    /// <summary>The port to which it goes.</summary>
    internal int Port { get; }

    /// <summary>What it carries, without the frame's padding.</summary>
    internal ReadOnlySpan<byte> Payload { get; }

    /// <summary>Reads a frame.</summary>
    /// <param name="frame">The frame, from the Ethernet header on, without a checksum at its end.</param>
    /// <param name="datagram">The datagram; meaningless unless the result is <see cref="FrameKind.Udp"/>.</param>
    internal static FrameKind Read(ReadOnlySpan<byte> frame, out UdpFrame datagram)
    {
        datagram = default;
        if (frame.Length < EthernetBytes) return FrameKind.Malformed;
        int type = BinaryPrimitives.ReadUInt16BigEndian(frame[(EthernetBytes - 2)..]);
        ReadOnlySpan<byte> packet = frame[EthernetBytes..];
        for (int tags = 0; tags < VlanTagsMax && type is 0x8100 or 0x88A8; tags++)
        {
            if (packet.Length < VlanTagBytes) return FrameKind.Malformed;
            type = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
            packet = packet[VlanTagBytes..];
        }

        return type switch
        {
            0x0800 => ReadIPv4(packet, ref datagram),
            0x86DD => ReadIPv6(packet, ref datagram),
            _ => FrameKind.Other,
        };
    }

    /// <summary>An address as it is compared here.</summary>
    internal static UInt128 ValueOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = address.MapToIPv6().TryWriteBytes(bytes, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static FrameKind ReadIPv4(ReadOnlySpan<byte> packet, ref UdpFrame datagram)
    {
        if (packet.Length < IPv4Bytes || packet[0] >> 4 != 4) return FrameKind.Malformed;
        int headerBytes = (packet[0] & 0xF) * 4;
        int totalBytes = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        if (headerBytes < IPv4Bytes || totalBytes < headerBytes || totalBytes > packet.Length) return FrameKind.Malformed;
        if (packet[9] != UdpProtocol) return FrameKind.Other;
        if ((BinaryPrimitives.ReadUInt16BigEndian(packet[6..]) & 0x3FFF) != 0) return FrameKind.Fragment;
        UInt128 source = Mapped(packet[12..]);
        return ReadUdp(packet[headerBytes..totalBytes], source, Mapped(packet[16..]), ref datagram);
    }

    private static FrameKind ReadIPv6(ReadOnlySpan<byte> packet, ref UdpFrame datagram)
    {
        if (packet.Length < IPv6Bytes || packet[0] >> 4 != 6) return FrameKind.Malformed;
        int payloadBytes = BinaryPrimitives.ReadUInt16BigEndian(packet[4..]);
        if (payloadBytes > packet.Length - IPv6Bytes) return FrameKind.Malformed;
        if (packet[6] != UdpProtocol) return packet[6] == 44 ? FrameKind.Fragment : FrameKind.Other;
        UInt128 source = BinaryPrimitives.ReadUInt128BigEndian(packet[8..]);
        UInt128 destination = BinaryPrimitives.ReadUInt128BigEndian(packet[24..]);
        return ReadUdp(packet.Slice(IPv6Bytes, payloadBytes), source, destination, ref datagram);
    }

    private static FrameKind ReadUdp(ReadOnlySpan<byte> segment, UInt128 source, UInt128 destination, ref UdpFrame datagram)
    {
        if (segment.Length < UdpBytes) return FrameKind.Malformed;
        int lengthBytes = BinaryPrimitives.ReadUInt16BigEndian(segment[4..]);
        if (lengthBytes < UdpBytes || lengthBytes > segment.Length) return FrameKind.Malformed;
        datagram = new UdpFrame(source, destination, BinaryPrimitives.ReadUInt16BigEndian(segment[2..]), segment[UdpBytes..lengthBytes]);
        return FrameKind.Udp;
    }

    private static UInt128 Mapped(ReadOnlySpan<byte> address) => new(0, 0xFFFF_0000_0000UL | BinaryPrimitives.ReadUInt32BigEndian(address));
}
