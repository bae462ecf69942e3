using System.Buffers.Binary;
using System.Runtime.InteropServices;
using FeedHandler.Core.Frames.Tunnels;
using static FeedHandler.Core.Frames.FrameFields;

namespace FeedHandler.Core.Frames;

/// <summary>What a fragment of an IP packet says of its place in that packet (RFC 791, RFC 8200).</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct FragmentHeader
{
    /// <summary>The most bytes that an IP packet without jumbograms can carry.</summary>
    public const int PayloadBytesMax = ushort.MaxValue;

    /// <summary>The unit of offsets: every fragment but the last has a multiple of it.</summary>
    public const int UnitBytes = 8;

    /// <summary>Room for the header that <see cref="WriteWhole"/> writes.</summary>
    public const int WholeHeaderBytes = IPv6Bytes;

    private const int IPv6FragmentBytes = 8; // the header of a fragment, right in front of what it carries
    private const int IPv6PlaceOffset = 2; // offset and flag in it
    private const int IPv6IdOffset = 4;
    private const int MoreFlag4 = 0x2000;
    private const int MoreFlag6 = 1;

    /// <summary>The identification that the fragments of a packet share.</summary>
    public uint Id { get; private init; }

    /// <summary>What the packet carries: of IPv6 the first fragment alone says it.</summary>
    public byte Protocol { get; private init; }

    /// <summary>Where its bytes lie in what the packet carries.</summary>
    public int Offset { get; private init; }

    /// <summary>Whether others follow: only the last tells how long the packet is.</summary>
    public bool HasMore { get; private init; }

    /// <summary>Whether the packet may carry UDP, at once, behind headers of IPv6 or within a tunnel.</summary>
    /// <param name="layout">Where the headers of a fragment lie.</param>
    public static bool MayCarryUdp(in FrameLayout layout) => layout.Protocol == UdpProtocol || TunnelParser.IsTunnel(layout.Protocol)
        || (layout.IsIPv6 && InternetLayer.IsExtension(layout.Protocol));

    /// <summary>Reads the header of a frame that was found to be a fragment.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="layout">Where its headers lie.</param>
    public static FragmentHeader Read(ReadOnlySpan<byte> frame, in FrameLayout layout)
    {
        if (!layout.IsIPv6)
        {
            ReadOnlySpan<byte> packet = frame[layout.NetworkOffset..];
            int place = BinaryPrimitives.ReadUInt16BigEndian(packet[IPv4FragmentOffset..]);
            return new FragmentHeader
            {
                Id = BinaryPrimitives.ReadUInt16BigEndian(packet[IPv4IdOffset..]),
                Protocol = layout.Protocol,
                Offset = (place & InternetLayer.IPv4OffsetMask) * UnitBytes,
                HasMore = (place & MoreFlag4) != 0,
            };
        }

        ReadOnlySpan<byte> header = frame[(layout.TransportOffset - IPv6FragmentBytes)..];
        int offset = BinaryPrimitives.ReadUInt16BigEndian(header[IPv6PlaceOffset..]);
        return new FragmentHeader
        {
            Id = BinaryPrimitives.ReadUInt32BigEndian(header[IPv6IdOffset..]),
            Protocol = layout.Protocol,
            Offset = offset & InternetLayer.IPv6OffsetMask,
            HasMore = (offset & MoreFlag6) != 0,
        };
    }

    /// <summary>Writes the header of the whole packet as if it had never been cut up, without options; what it carries follows right behind.</summary>
    /// <param name="frame">A fragment of it.</param>
    /// <param name="layout">Where its headers lie.</param>
    /// <param name="protocol">What the packet carries, as its first fragment says.</param>
    /// <param name="payloadBytes">How much it carries.</param>
    /// <param name="header">Takes the header at its end: <see cref="WholeHeaderBytes"/>.</param>
    /// <returns>How many bytes it has; 0 when no packet can be so long.</returns>
    public static int WriteWhole(ReadOnlySpan<byte> frame, in FrameLayout layout, byte protocol, int payloadBytes, Span<byte> header)
    {
        int bytes = layout.IsIPv6 ? IPv6Bytes : IPv4Bytes;
        int lengthBytes = layout.IsIPv6 ? payloadBytes : payloadBytes + IPv4Bytes;
        if (lengthBytes > ushort.MaxValue) return 0;
        Span<byte> whole = header[^bytes..];
        frame.Slice(layout.NetworkOffset, bytes).CopyTo(whole);
        BinaryPrimitives.WriteUInt16BigEndian(whole[(layout.IsIPv6 ? IPv6LengthOffset : IPv4LengthOffset)..], (ushort)lengthBytes);
        whole[layout.IsIPv6 ? IPv6NextOffset : IPv4ProtocolOffset] = protocol;
        if (layout.IsIPv6) return bytes;
        whole[0] = FrameParser.PlainVersion;
        BinaryPrimitives.WriteUInt16BigEndian(whole[IPv4FragmentOffset..], 0);
        return bytes;
    }
}
