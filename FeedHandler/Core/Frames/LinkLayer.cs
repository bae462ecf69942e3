using System.Buffers.Binary;

namespace FeedHandler.Core.Frames;

/// <summary>Finds the network layer behind the link header of any known link type.</summary>
internal static class LinkLayer
{
    private const int CookedTypeOffset = 14;
    private const int Cooked2TypeOffset = 0;
    private const int Cooked2Bytes = 20;
    private const int FamilyBytes = 4;

    /// <summary>Fills in type and offset of the network layer.</summary>
    /// <returns><see cref="FrameOutcome.Udp"/> to go on.</returns>
    internal static FrameOutcome Read(ReadOnlySpan<byte> frame, LinkType linkType, ref FrameLayout layout)
    {
        switch (linkType)
        {
            case LinkType.Ethernet:
                return EtherTypes.Read(frame, FrameFields.EthernetTypeOffset, ref layout);
            case LinkType.LinuxCooked:
                return EtherTypes.Read(frame, CookedTypeOffset, ref layout);
            case LinkType.LinuxCooked2:
                return ReadCooked2(frame, ref layout);
            case LinkType.Null or LinkType.Loop:
                return ReadFamily(frame, ref layout);
            case LinkType.RawIp or LinkType.RawIpBsd or LinkType.RawIpOpenBsd:
                return ReadVersion(frame, ref layout);
            case LinkType.IPv4:
                layout.EtherType = FrameFields.IPv4Type;
                return FrameOutcome.Udp;
            case LinkType.IPv6:
                layout.EtherType = FrameFields.IPv6Type;
                return FrameOutcome.Udp;
            default:
                return FrameOutcome.UnknownLinkType;
        }
    }

    /// <summary>Version 2 of the cooked header has its type in front and the rest of the header behind it.</summary>
    private static FrameOutcome ReadCooked2(ReadOnlySpan<byte> frame, ref FrameLayout layout)
    {
        if (frame.Length < Cooked2Bytes) return FrameOutcome.Truncated;
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(frame[Cooked2TypeOffset..]);
        return EtherTypes.ReadFrom(frame, type, Cooked2Bytes, ref layout);
    }

    /// <summary>The family of a loopback frame is in the byte order of a host that is not known here: small numbers tell it.</summary>
    private static FrameOutcome ReadFamily(ReadOnlySpan<byte> frame, ref FrameLayout layout)
    {
        if (frame.Length < FamilyBytes) return FrameOutcome.Truncated;
        uint family = BinaryPrimitives.ReadUInt32LittleEndian(frame);
        if (family > ushort.MaxValue) family = BinaryPrimitives.ReverseEndianness(family);
        layout.NetworkOffset = FamilyBytes;
        switch (family)
        {
            case 2: // every system's AF_INET
                layout.EtherType = FrameFields.IPv4Type;
                return FrameOutcome.Udp;
            case 10 or 24 or 28 or 30: // AF_INET6 of Linux, NetBSD and OpenBSD, FreeBSD, Darwin
                layout.EtherType = FrameFields.IPv6Type;
                return FrameOutcome.Udp;
            default:
                return FrameOutcome.NotIp;
        }
    }

    private static FrameOutcome ReadVersion(ReadOnlySpan<byte> frame, ref FrameLayout layout)
    {
        if (frame.IsEmpty) return FrameOutcome.Truncated;
        int version = frame[0] >> 4;
        if (version is not (4 or 6)) return FrameOutcome.NotIp;
        layout.EtherType = version == 4 ? FrameFields.IPv4Type : FrameFields.IPv6Type;
        return FrameOutcome.Udp;
    }
}
