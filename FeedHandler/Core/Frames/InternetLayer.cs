using System.Buffers.Binary;

namespace FeedHandler.Core.Frames;

/// <summary>Finds the transport layer behind an IPv4 header with options or an IPv6 header with extension headers.</summary>
internal static class InternetLayer
{
    private const int ExtensionCountMax = 16;

    /// <summary>More-fragments flag and fragment offset.</summary>
    internal const int IPv4FragmentMask = 0x3FFF;

    /// <summary>Fragment offset alone.</summary>
    internal const int IPv4OffsetMask = 0x1FFF;

    /// <summary>Fragment offset alone of IPv6's fragment header.</summary>
    internal const int IPv6OffsetMask = 0xFFF8;

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
    internal static FrameOutcome Read(ReadOnlySpan<byte> frame, ref FrameLayout layout) =>
        layout.EtherType == FrameFields.IPv4Type ? ReadIPv4(frame, ref layout) : ReadIPv6(frame, ref layout);

    /// <summary>Whether a number is of an extension header of IPv6 rather than of what IPv6 carries.</summary>
    internal static bool IsExtension(byte protocol) => protocol is HopByHop or Routing or Fragment or Authentication or Destination or Mobility;

    private static FrameOutcome ReadIPv4(ReadOnlySpan<byte> frame, ref FrameLayout layout)
    {
        ReadOnlySpan<byte> packet = frame[layout.NetworkOffset..];
        if (packet.Length < FrameFields.IPv4Bytes) return FrameOutcome.Truncated;
        int headerBytes = (packet[0] & 0xF) * 4;
        int totalBytes = BinaryPrimitives.ReadUInt16BigEndian(packet[FrameFields.IPv4LengthOffset..]);
        if (packet[0] >> 4 != 4 || headerBytes < FrameFields.IPv4Bytes || (totalBytes != 0 && totalBytes < headerBytes)) return FrameOutcome.Malformed;
        layout.HasNetworkLength = totalBytes != 0;
        layout.NetworkEnd = totalBytes != 0 ? layout.NetworkOffset + totalBytes : frame.Length;
        layout.TransportOffset = layout.NetworkOffset + headerBytes;
        layout.Protocol = packet[FrameFields.IPv4ProtocolOffset];
        layout.IsFragment = (BinaryPrimitives.ReadUInt16BigEndian(packet[FrameFields.IPv4FragmentOffset..]) & IPv4FragmentMask) != 0;
        return FrameOutcome.Udp;
    }

    private static FrameOutcome ReadIPv6(ReadOnlySpan<byte> frame, ref FrameLayout layout)
    {
        ReadOnlySpan<byte> packet = frame[layout.NetworkOffset..];
        if (packet.Length < FrameFields.IPv6Bytes) return FrameOutcome.Truncated;
        if (packet[0] >> 4 != 6) return FrameOutcome.Malformed;
        int payloadBytes = BinaryPrimitives.ReadUInt16BigEndian(packet[FrameFields.IPv6LengthOffset..]);
        layout.HasNetworkLength = payloadBytes != 0;
        layout.NetworkEnd = payloadBytes != 0 ? layout.NetworkOffset + FrameFields.IPv6Bytes + payloadBytes : frame.Length;
        layout.TransportOffset = layout.NetworkOffset + FrameFields.IPv6Bytes;
        layout.Protocol = packet[FrameFields.IPv6NextOffset];
        return SkipExtensions(frame, ref layout);
    }

    private static FrameOutcome SkipExtensions(ReadOnlySpan<byte> frame, ref FrameLayout layout)
    {
        for (int i = 0; i < ExtensionCountMax; i++)
        {
            if (!IsExtension(layout.Protocol)) return FrameOutcome.Udp;
            if (layout.IsFragment) return FrameOutcome.Udp;
            if (layout.TransportOffset + 8 > frame.Length) return FrameOutcome.Truncated;
            ReadOnlySpan<byte> header = frame[layout.TransportOffset..];
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
