using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using static FeedHandler.Core.Frames.FrameFields;

namespace FeedHandler.Core.Frames;

/// <summary>
/// Finds the UDP datagram in a frame, from a card or from a capture: Ethernet with any stack of VLAN tags, Linux cooked, loopback and raw IP; IPv4 with
/// options and IPv6 with extension headers. Every length is checked against what is there. Checksums are not verified: a card has seen them, and
/// offloading captures them unfinished. Allocates nothing.
/// </summary>
public static class FrameParser
{
    /// <summary>The first byte of IPv4 without options.</summary>
    internal const byte PlainVersion = 0x45; // version 4 with five words of header
    private const int PlainIPv4 = EthernetBytes;
    private const int PlainUdp = PlainIPv4 + IPv4Bytes;
    private const int PlainPayload = PlainUdp + UdpBytes;

    /// <summary>Reads a frame's headers.</summary>
    /// <param name="frame">The frame from its link header on, as far as it is there.</param>
    /// <param name="wireBytes">How long it was on the wire: where more is missing of it than that, it is wrong and not cut.</param>
    /// <param name="linkType">What it begins with.</param>
    /// <param name="layout">Where its headers lie, as far as they were read.</param>
    public static FrameOutcome Read(ReadOnlySpan<byte> frame, int wireBytes, LinkType linkType, out FrameLayout layout)
    {
        if (linkType == LinkType.Ethernet && TryReadPlain(frame, out layout)) return FrameOutcome.Udp;
        return ReadAny(frame, wireBytes, linkType, out layout);
    }

    /// <summary>Reads a frame that a card received just now: Ethernet, all of it, with lengths that say so.</summary>
    /// <param name="frame">The frame, without a check sequence at its end.</param>
    /// <param name="layout">Where its headers lie, as far as they were read.</param>
    public static FrameOutcome ReadReceived(ReadOnlySpan<byte> frame, out FrameLayout layout)
    {
        if (TryReadPlain(frame, out layout)) return FrameOutcome.Udp;
        FrameOutcome outcome = ReadAny(frame, frame.Length, LinkType.Ethernet, out layout);
        return outcome == FrameOutcome.Udp && !layout.HasNetworkLength ? FrameOutcome.Malformed : outcome;
    }

    /// <summary>Layer by layer, whatever the frame is.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static FrameOutcome ReadAny(ReadOnlySpan<byte> frame, int wireBytes, LinkType linkType, out FrameLayout layout)
    {
        layout = default;
        FrameOutcome outcome = LinkLayer.Read(frame, linkType, ref layout);
        if (outcome == FrameOutcome.Udp) outcome = InternetLayer.Read(frame, ref layout);
        if (outcome == FrameOutcome.Udp) outcome = ReadTransport(frame, wireBytes, ref layout);
        return outcome == FrameOutcome.Truncated && wireBytes <= frame.Length ? FrameOutcome.Malformed : outcome;
    }

    /// <summary>
    /// What nearly every frame of market data is, at once: Ethernet without tags, IPv4 without options, UDP, all of it there. Whatever is unusual, or wrong,
    /// is left to <see cref="ReadAny"/>, which says the same of what is read here (a test compares the two).
    /// </summary>
    private static bool TryReadPlain(ReadOnlySpan<byte> frame, out FrameLayout layout)
    {
        layout = default;
        if (frame.Length < PlainPayload || BinaryPrimitives.ReadUInt16BigEndian(frame[EthernetTypeOffset..]) != IPv4Type) return false;
        if (frame[PlainIPv4] != PlainVersion || frame[PlainIPv4 + IPv4ProtocolOffset] != UdpProtocol) return false;
        if ((BinaryPrimitives.ReadUInt16BigEndian(frame[(PlainIPv4 + IPv4FragmentOffset)..]) & InternetLayer.IPv4FragmentMask) != 0) return false;
        int packetBytes = BinaryPrimitives.ReadUInt16BigEndian(frame[(PlainIPv4 + IPv4LengthOffset)..]);
        int datagramBytes = BinaryPrimitives.ReadUInt16BigEndian(frame[(PlainUdp + UdpLengthOffset)..]);
        if (packetBytes > frame.Length - PlainIPv4 || datagramBytes > packetBytes - IPv4Bytes || datagramBytes < UdpBytes) return false;
        layout.EtherType = IPv4Type;
        layout.Protocol = UdpProtocol;
        layout.HasNetworkLength = true;
        layout.NetworkOffset = PlainIPv4;
        layout.NetworkEnd = PlainIPv4 + packetBytes;
        layout.TransportOffset = PlainUdp;
        layout.PayloadEnd = PlainUdp + datagramBytes;
        return true;
    }

    private static FrameOutcome ReadTransport(ReadOnlySpan<byte> frame, int wireBytes, ref FrameLayout layout)
    {
        if (layout.NetworkEnd > Math.Max(wireBytes, frame.Length)) return FrameOutcome.Malformed;
        if (layout.Protocol != UdpProtocol) return FrameOutcome.NotUdp;
        return layout.IsFragment ? FrameOutcome.Fragment : ReadUdp(frame, ref layout);
    }

    private static FrameOutcome ReadUdp(ReadOnlySpan<byte> frame, ref FrameLayout layout)
    {
        int udpOffset = layout.TransportOffset;
        if (udpOffset + UdpBytes > layout.NetworkEnd) return layout.HasNetworkLength ? FrameOutcome.Malformed : FrameOutcome.Truncated;
        if (udpOffset + UdpBytes > frame.Length) return FrameOutcome.Truncated;
        int length = BinaryPrimitives.ReadUInt16BigEndian(frame[(udpOffset + UdpLengthOffset)..]);
        if (length == 0 && !layout.HasNetworkLength) length = frame.Length - udpOffset; // a jumbogram, or cut up by the network card later
        if (length < UdpBytes) return FrameOutcome.Malformed;
        layout.PayloadEnd = udpOffset + length;
        if (layout.HasNetworkLength && layout.PayloadEnd > layout.NetworkEnd) return FrameOutcome.Malformed;
        layout.IsCut = layout.PayloadEnd > frame.Length;
        return layout.IsCut ? FrameOutcome.Truncated : FrameOutcome.Udp;
    }
}
