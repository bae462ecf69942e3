using System.Buffers.Binary;

namespace FeedHandler.Core.Frames;

/// <summary>Follows the chain of Ethernet types through VLAN tags, a switch's time header and LLC to the network layer.</summary>
internal static class EtherTypes
{
    private const int TypeBytes = 2;
    private const int TagControlBytes = 2;

    /// <summary>Below this the field is an 802.3 length, and LLC follows.</summary>
    private const ushort TypeMin = 0x0600;

    private const ushort Vlan = 0x8100;
    private const ushort ServiceVlan = 0x88A8;
    private const ushort OldDoubleTag = 0x9100;
    private const ushort OlderDoubleTag = 0x9200;

    /// <summary>LLC and SNAP in front of an Ethernet type: AA AA 03, then an organisation of zeros.</summary>
    private static ReadOnlySpan<byte> Snap => [0xAA, 0xAA, 0x03, 0x00, 0x00, 0x00];

    /// <summary>Begins at a type field that the payload follows.</summary>
    internal static FrameOutcome Read(ReadOnlySpan<byte> frame, int typeOffset, ref FrameLayout layout)
    {
        int end = typeOffset + TypeBytes;
        if (frame.Length < end) return FrameOutcome.Truncated;
        return ReadFrom(frame, BinaryPrimitives.ReadUInt16BigEndian(frame[typeOffset..]), end, ref layout);
    }

    /// <summary>Begins with a type whose payload is at an offset. Every step moves on by two bytes at least.</summary>
    internal static FrameOutcome ReadFrom(ReadOnlySpan<byte> frame, ushort type, int offset, ref FrameLayout layout)
    {
        while (type is not (FrameFields.IPv4Type or FrameFields.IPv6Type))
        {
            int skip = SkipOf(type, frame[offset..]);
            if (skip < 0)
            {
                layout.EtherType = type;
                layout.NetworkOffset = offset;
                return FrameOutcome.NotIp;
            }

            if (type == TimeHeader.EtherType) layout.TimeHeaderOffset = offset;
            offset += skip;
            if (frame.Length < offset + TypeBytes) return FrameOutcome.Truncated;
            type = BinaryPrimitives.ReadUInt16BigEndian(frame[offset..]);
            offset += TypeBytes;
        }

        layout.EtherType = type;
        layout.NetworkOffset = offset;
        return FrameOutcome.Udp;
    }

    /// <summary>Whether a type leads to IP: one of it, or of a tag in front of it.</summary>
    /// <param name="field">Begins with the type.</param>
    internal static bool IsFollowed(ReadOnlySpan<byte> field) => BinaryPrimitives.ReadUInt16BigEndian(field) is FrameFields.IPv4Type or FrameFields.IPv6Type
        or Vlan or ServiceVlan or OldDoubleTag or OlderDoubleTag;

    /// <summary>Bytes from behind one type to the next, or -1 when no further type follows.</summary>
    private static int SkipOf(ushort type, ReadOnlySpan<byte> payload) => type switch
    {
        Vlan or ServiceVlan or OldDoubleTag or OlderDoubleTag => TagControlBytes,
        TimeHeader.EtherType => TimeHeader.BytesOf(payload),
        < TypeMin when payload.StartsWith(Snap) => Snap.Length,
        _ => -1,
    };
}

/// <summary>
/// The time header that Arista 7280R, 7500R and 7020R switches put behind the MAC addresses: Ethernet type D28B, subtype, version, time,
/// then the original Ethernet type.
/// </summary>
public static class TimeHeader
{
    /// <summary>Its Ethernet type.</summary>
    public const ushort EtherType = 0xD28B;

    /// <summary>Bytes of subtype and version, in front of the time.</summary>
    public const int HeadBytes = 4;

    private const ushort TimestampSubtype = 1;
    private const int LongTimeBytes = 8;
    private const int ShortTimeBytes = 6;
    private const byte LongFormat = 1;
    private const byte ShortFormat = 2;

    /// <summary>Bytes between the header's own type and the original one, or -1 when this is no time header.</summary>
    /// <param name="header">What follows its type.</param>
    public static int BytesOf(ReadOnlySpan<byte> header)
    {
        if (header.Length < HeadBytes) return HeadBytes; // more than there is: the frame is too short
        if (BinaryPrimitives.ReadUInt16BigEndian(header) != TimestampSubtype) return -1;
        return FormatOf(header) switch
        {
            LongFormat => HeadBytes + LongTimeBytes,
            ShortFormat => HeadBytes + ShortTimeBytes,
            _ => -1,
        };
    }

    /// <summary>Whether its seconds have 32 bits, and not the low 16 alone.</summary>
    /// <param name="header">All of it.</param>
    public static bool IsLong(ReadOnlySpan<byte> header) => FormatOf(header) == LongFormat;

    private static int FormatOf(ReadOnlySpan<byte> header) => header[3] >> 4;
}
