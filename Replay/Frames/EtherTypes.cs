using System.Buffers.Binary;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Trailers;

namespace FeedHandler.Replay.Frames;

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
    internal static FrameOutcome Read(in CaptureRecord record, int typeOffset, ref FrameLayout layout)
    {
        int end = typeOffset + TypeBytes;
        if (record.Bytes.Length < end) return FrameLayout.TooShort(in record);
        return ReadFrom(in record, BinaryPrimitives.ReadUInt16BigEndian(record.Bytes[typeOffset..]), end, ref layout);
    }

    /// <summary>Begins with a type whose payload is at an offset. Every step moves on by two bytes at least.</summary>
    internal static FrameOutcome ReadFrom(in CaptureRecord record, ushort type, int offset, ref FrameLayout layout)
    {
        while (true)
        {
            if (type is FrameLayout.IPv4Type or FrameLayout.IPv6Type) break;
            int skip = SkipOf(type, record.Bytes[offset..]);
            if (skip < 0)
            {
                layout.EtherType = type;
                return FrameOutcome.NotIp;
            }

            if (type == AristaHeader.EtherType) AristaHeader.Read(in record, offset, ref layout);
            offset += skip;
            if (record.Bytes.Length < offset + TypeBytes) return FrameLayout.TooShort(in record);
            type = BinaryPrimitives.ReadUInt16BigEndian(record.Bytes[offset..]);
            offset += TypeBytes;
        }

        layout.EtherType = type;
        layout.NetworkOffset = offset;
        return FrameOutcome.Udp;
    }

    /// <summary>Bytes from behind one type to the next, or -1 when no further type follows.</summary>
    private static int SkipOf(ushort type, ReadOnlySpan<byte> payload) => type switch
    {
        Vlan or ServiceVlan or OldDoubleTag or OlderDoubleTag => TagControlBytes,
        AristaHeader.EtherType => AristaHeader.BytesOf(payload),
        < TypeMin when payload.StartsWith(Snap) => Snap.Length,
        _ => -1,
    };
}
