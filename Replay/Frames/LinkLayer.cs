using System.Buffers.Binary;
using FeedHandler.Replay.Captures;

namespace FeedHandler.Replay.Frames;

/// <summary>Finds the network layer behind the link header of any known link type.</summary>
internal static class LinkLayer
{
    private const int EthernetTypeOffset = 12;
    private const int CookedTypeOffset = 14;
    private const int Cooked2TypeOffset = 0;
    private const int Cooked2Bytes = 20;
    private const int FamilyBytes = 4;

    /// <summary>Fills in type and offset of the network layer.</summary>
    /// <returns><see cref="FrameOutcome.Udp"/> to go on.</returns>
    internal static FrameOutcome Read(in CaptureRecord record, ref FrameLayout layout)
    {
        switch (record.LinkType)
        {
            case LinkType.Ethernet:
                return EtherTypes.Read(in record, EthernetTypeOffset, ref layout);
            case LinkType.LinuxCooked:
                return EtherTypes.Read(in record, CookedTypeOffset, ref layout);
            case LinkType.LinuxCooked2:
                return ReadCooked2(in record, ref layout);
            case LinkType.Null or LinkType.Loop:
                return ReadFamily(in record, ref layout);
            case LinkType.RawIp or LinkType.RawIpBsd or LinkType.RawIpOpenBsd:
                return ReadVersion(in record, ref layout);
            case LinkType.IPv4:
                layout.EtherType = FrameLayout.IPv4Type;
                return FrameOutcome.Udp;
            case LinkType.IPv6:
                layout.EtherType = FrameLayout.IPv6Type;
                return FrameOutcome.Udp;
            default:
                return FrameOutcome.UnknownLinkType;
        }
    }

    /// <summary>Version 2 of the cooked header has its type in front and the rest of the header behind it.</summary>
    private static FrameOutcome ReadCooked2(in CaptureRecord record, ref FrameLayout layout)
    {
        if (record.Bytes.Length < Cooked2Bytes) return FrameLayout.TooShort(in record);
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(record.Bytes[Cooked2TypeOffset..]);
        return EtherTypes.ReadFrom(in record, type, Cooked2Bytes, ref layout);
    }

    /// <summary>The family of a loopback frame is in the byte order of a host that is not known here: small numbers tell it.</summary>
    private static FrameOutcome ReadFamily(in CaptureRecord record, ref FrameLayout layout)
    {
        if (record.Bytes.Length < FamilyBytes) return FrameLayout.TooShort(in record);
        uint family = BinaryPrimitives.ReadUInt32LittleEndian(record.Bytes);
        if (family > ushort.MaxValue) family = BinaryPrimitives.ReverseEndianness(family);
        layout.NetworkOffset = FamilyBytes;
        switch (family)
        {
            case 2: // every system's AF_INET
                layout.EtherType = FrameLayout.IPv4Type;
                return FrameOutcome.Udp;
            case 10 or 24 or 28 or 30: // AF_INET6 of Linux, NetBSD and OpenBSD, FreeBSD, Darwin
                layout.EtherType = FrameLayout.IPv6Type;
                return FrameOutcome.Udp;
            default:
                return FrameOutcome.NotIp;
        }
    }

    private static FrameOutcome ReadVersion(in CaptureRecord record, ref FrameLayout layout)
    {
        if (record.Bytes.IsEmpty) return FrameLayout.TooShort(in record);
        int version = record.Bytes[0] >> 4;
        if (version is not (4 or 6)) return FrameOutcome.NotIp;
        layout.EtherType = version == 4 ? FrameLayout.IPv4Type : FrameLayout.IPv6Type;
        return FrameOutcome.Udp;
    }
}
