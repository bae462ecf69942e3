using System.Buffers.Binary;
using FeedHandler.Replay.Captures;

namespace FeedHandler.Replay.Frames;

/// <summary>Takes the link layer off a frame: Ethernet with any number of VLAN tags, Linux cooked captures, loopbacks, or none.</summary>
internal static class LinkDecoder
{
    private const ushort EtherTypeIpv4 = 0x0800;
    private const ushort EtherTypeIpv6 = 0x86DD;
    private const ushort EtherTypeAristaTime = 0xD28B;
    private const int AddressesBytes = 12;

    /// <summary>Finds the network packet.</summary>
    /// <returns><see cref="FrameOutcome.Udp"/> when there is one, which says nothing yet of what it holds.</returns>
    public static FrameOutcome TryGetNetwork(
        ReadOnlySpan<byte> frame, LinkType linkType, out NetworkProtocol protocol, out ReadOnlySpan<byte> packet)
    {
        protocol = NetworkProtocol.Other;
        packet = default;
        switch (linkType)
        {
            case LinkType.Ethernet:
                return FromEtherType(frame, AddressesBytes, out protocol, out packet);
            case LinkType.LinuxSll:
                return FromEtherType(frame, 14, out protocol, out packet);
            case LinkType.LinuxSll2:
                return FromSll2(frame, out protocol, out packet);
            case LinkType.Null or LinkType.Loop:
                return frame.Length < 5 ? FrameOutcome.Malformed : FromVersion(frame[4..], out protocol, out packet);
            case LinkType.Raw or LinkType.RawAlternative or LinkType.RawOther or LinkType.Ipv4 or LinkType.Ipv6:
                return FromVersion(frame, out protocol, out packet);
            default:
                return FrameOutcome.NotIp;
        }
    }

    private static FrameOutcome FromEtherType(ReadOnlySpan<byte> frame, int at, out NetworkProtocol protocol, out ReadOnlySpan<byte> packet)
    {
        protocol = NetworkProtocol.Other;
        packet = default;
        while (true)
        {
            if (frame.Length < at + 2) return FrameOutcome.Malformed;
            var type = BinaryPrimitives.ReadUInt16BigEndian(frame[at..]);
            at += 2;
            if (IsVlan(type))
            {
                at += 2;
            }
            else if (type == EtherTypeAristaTime)
            {
                if (frame.Length < at + 4) return FrameOutcome.Malformed;
                at += AristaTimeBytes(frame[at..]);
            }
            else
            {
                return FromType(type, frame[at..], out protocol, out packet);
            }
        }
    }

    private static bool IsVlan(ushort etherType) => etherType is 0x8100 or 0x88A8 or 0x9100 or 0x9200;

    // Subtype, then a version whose second byte's high nibble is the format: 1 for 64-bit time, 2 for 48-bit; the time follows.
    private static int AristaTimeBytes(ReadOnlySpan<byte> header) => 4 + ((header[3] >> 4) == 2 ? 6 : 8);

    private static FrameOutcome FromSll2(ReadOnlySpan<byte> frame, out NetworkProtocol protocol, out ReadOnlySpan<byte> packet)
    {
        const int HeaderBytes = 20;
        protocol = NetworkProtocol.Other;
        packet = default;
        if (frame.Length < HeaderBytes) return FrameOutcome.Malformed;
        return FromType(BinaryPrimitives.ReadUInt16BigEndian(frame), frame[HeaderBytes..], out protocol, out packet);
    }

    private static FrameOutcome FromType(ushort etherType, ReadOnlySpan<byte> rest, out NetworkProtocol protocol, out ReadOnlySpan<byte> packet)
    {
        packet = rest;
        protocol = etherType switch
        {
            EtherTypeIpv4 => NetworkProtocol.Ipv4,
            EtherTypeIpv6 => NetworkProtocol.Ipv6,
            _ => NetworkProtocol.Other,
        };
        return protocol == NetworkProtocol.Other ? FrameOutcome.NotIp : FrameOutcome.Udp;
    }

    private static FrameOutcome FromVersion(ReadOnlySpan<byte> rest, out NetworkProtocol protocol, out ReadOnlySpan<byte> packet)
    {
        packet = rest;
        protocol = rest.IsEmpty ? NetworkProtocol.Other : (NetworkProtocol)(rest[0] >> 4);
        if (rest.IsEmpty) return FrameOutcome.Malformed;
        return protocol is NetworkProtocol.Ipv4 or NetworkProtocol.Ipv6 ? FrameOutcome.Udp : FrameOutcome.NotIp;
    }
}
