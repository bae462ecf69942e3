using System.Buffers.Binary;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Slicing;

/// <summary>Which datagram a fragment is of.</summary>
/// <param name="Source">Who sent it, as in <see cref="UdpEndpoint.Address"/>.</param>
/// <param name="Destination">Where it was sent, likewise.</param>
/// <param name="Id">The datagram's identification.</param>
internal readonly record struct FragmentKey(UInt128 Source, UInt128 Destination, uint Id);

/// <summary>A fragment of an IP packet.</summary>
/// <param name="Key">Which datagram it is of.</param>
/// <param name="IsFirst">Whether the datagram begins with it.</param>
/// <param name="Port">The port that it was sent to, which the first alone tells; null when it is not known.</param>
internal readonly record struct Fragment(FragmentKey Key, bool IsFirst, ushort? Port)
{
    private const int IPv4OffsetMask = 0x1FFF;
    private const int IPv6FragmentBytes = 8;
    private const int PortEnd = 4;

    /// <summary>Reads a frame that was found to be a fragment.</summary>
    /// <param name="record">The frame.</param>
    internal static Fragment Read(in CaptureRecord record)
    {
        FrameLayout layout = default;
        if (LinkLayer.Read(in record, ref layout) != FrameOutcome.Udp || InternetLayer.Read(in record, ref layout) != FrameOutcome.Udp) return default;
        ReadOnlySpan<byte> network = record.Bytes[layout.NetworkOffset..];
        bool isIPv4 = layout.EtherType == FrameLayout.IPv4Type;
        ReadOnlySpan<byte> header = isIPv4 ? network[4..] : record.Bytes[(layout.TransportOffset - IPv6FragmentBytes)..];
        int offset = BinaryPrimitives.ReadUInt16BigEndian(header[2..]) & (isIPv4 ? IPv4OffsetMask : ~7);
        FragmentKey key = isIPv4
            ? new(
                BinaryPrimitives.ReadUInt32BigEndian(network[12..]), BinaryPrimitives.ReadUInt32BigEndian(network[16..]),
                BinaryPrimitives.ReadUInt16BigEndian(header))
            : new(
                BinaryPrimitives.ReadUInt128BigEndian(network[8..]), BinaryPrimitives.ReadUInt128BigEndian(network[24..]),
                BinaryPrimitives.ReadUInt32BigEndian(header[4..]));
        bool hasPort = offset == 0 && layout.TransportOffset + PortEnd <= record.Bytes.Length;
        return new Fragment(key, offset == 0, hasPort ? BinaryPrimitives.ReadUInt16BigEndian(record.Bytes[(layout.TransportOffset + 2)..]) : null);
    }
}
