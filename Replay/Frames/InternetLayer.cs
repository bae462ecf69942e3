using System.Buffers.Binary;
using FeedHandler.Replay.Captures;

namespace FeedHandler.Replay.Frames;

/// <summary>Finds the transport layer behind an IPv4 header with options or an IPv6 header with extension headers.</summary>
internal static class InternetLayer
{
    private const int IPv4Bytes = 20;
    private const int IPv6Bytes = 40;
    private const int ExtensionCountMax = 16;

    /// <summary>More-fragments flag and fragment offset.</summary>
    private const int IPv4FragmentMask = 0x3FFF;

    /// <summary>Fragment offset and more-fragments flag of IPv6's fragment header.</summary>
    private const int IPv6FragmentMask = 0xFFF9;

    private const byte HopByHop = 0;
    private const byte Routing = 43;
    private const byte Fragment = 44;
    private const byte Authentication = 51;
    private const byte Destination = 60;
    private const byte Mobility = 135;

    /// <summary>Fills in the transport layer.</summary>
    /// <returns><see cref="FrameOutcome.Udp"/> to go on.</returns>
    internal static FrameOutcome Read(in CaptureRecord record, ref FrameLayout layout) =>
        layout.EtherType == FrameLayout.IPv4Type ? ReadIPv4(in record, ref layout) : ReadIPv6(in record, ref layout);

    private static FrameOutcome ReadIPv4(in CaptureRecord record, ref FrameLayout layout)
    {
        ReadOnlySpan<byte> packet = record.Bytes[layout.NetworkOffset..];
        if (packet.Length < IPv4Bytes) return FrameLayout.TooShort(in record);
        int headerBytes = (packet[0] & 0xF) * 4;
        int totalBytes = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        if (packet[0] >> 4 != 4 || headerBytes < IPv4Bytes || (totalBytes != 0 && totalBytes < headerBytes)) return FrameOutcome.Malformed;
        layout.HasNetworkLength = totalBytes != 0;
        layout.NetworkEnd = totalBytes != 0 ? layout.NetworkOffset + totalBytes : record.Bytes.Length;
        layout.TransportOffset = layout.NetworkOffset + headerBytes;
        layout.Protocol = packet[9];
        layout.IsFragment = (BinaryPrimitives.ReadUInt16BigEndian(packet[6..]) & IPv4FragmentMask) != 0;
        return FrameOutcome.Udp;
    }

    private static FrameOutcome ReadIPv6(in CaptureRecord record, ref FrameLayout layout)
    {
        ReadOnlySpan<byte> packet = record.Bytes[layout.NetworkOffset..];
        if (packet.Length < IPv6Bytes) return FrameLayout.TooShort(in record);
        if (packet[0] >> 4 != 6) return FrameOutcome.Malformed;
        int payloadBytes = BinaryPrimitives.ReadUInt16BigEndian(packet[4..]);
        layout.HasNetworkLength = payloadBytes != 0;
        layout.NetworkEnd = payloadBytes != 0 ? layout.NetworkOffset + IPv6Bytes + payloadBytes : record.Bytes.Length;
        layout.TransportOffset = layout.NetworkOffset + IPv6Bytes;
        layout.Protocol = packet[6];
        return SkipExtensions(in record, ref layout);
    }

    private static FrameOutcome SkipExtensions(in CaptureRecord record, ref FrameLayout layout)
    {
        for (int i = 0; i < ExtensionCountMax; i++)
        {
            if (layout.Protocol is not (HopByHop or Routing or Fragment or Authentication or Destination or Mobility)) return FrameOutcome.Udp;
            if (layout.IsFragment) return FrameOutcome.Udp;
            if (layout.TransportOffset + 8 > record.Bytes.Length) return FrameLayout.TooShort(in record);
            ReadOnlySpan<byte> header = record.Bytes[layout.TransportOffset..];
            if (layout.Protocol == Fragment) layout.IsFragment = (BinaryPrimitives.ReadUInt16BigEndian(header[2..]) & IPv6FragmentMask) != 0;
            layout.TransportOffset += layout.Protocol switch
            {
                Fragment => 8,
                Authentication => (header[1] + 2) * 4,
                _ => (header[1] + 1) * 8,
            };
            layout.Protocol = header[0];
        }

        return FrameOutcome.Malformed;
    }
}
