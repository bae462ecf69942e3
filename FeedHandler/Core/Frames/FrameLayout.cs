using System.Buffers.Binary;

namespace FeedHandler.Core.Frames;

/// <summary>What a captured frame turned out to be. Every frame has exactly one outcome.</summary>
public enum FrameOutcome : byte
{
    /// <summary>A whole UDP datagram.</summary>
    Udp = 0,

    /// <summary>The link header names a payload other than IP: ARP, LLDP, PTP, MPLS, 802.3 control frames.</summary>
    NotIp,

    /// <summary>An IP packet of another protocol than UDP.</summary>
    NotUdp,

    /// <summary>A fragment of an IP packet that carries UDP. Those of captures are put together, and the one that completes a datagram is it.</summary>
    Fragment,

    /// <summary>The capture kept less of the frame than the headers and the UDP payload need (a snap length too small).</summary>
    Truncated,

    /// <summary>Lengths or versions contradict each other, or the frame itself is shorter than its headers say.</summary>
    Malformed,

    /// <summary>The capture's link type is none that is known here.</summary>
    UnknownLinkType,
}

/// <summary>
/// Where the headers of a frame lie, filled in layer by layer by <see cref="FrameParser"/>. Offsets are bytes from the beginning of the frame. What it
/// reads of a frame is there when the outcome was <see cref="FrameOutcome.Udp"/>, or when the payload was cut (<see cref="IsCut"/>).
/// </summary>
public struct FrameLayout
{
    /// <summary>The type of the network layer, as Ethernet numbers it; 0 where the link has none.</summary>
    public ushort EtherType { get; internal set; }

    /// <summary>The protocol that IP carries, behind extension headers.</summary>
    public byte Protocol { get; internal set; }

    /// <summary>Whether it is a part of a datagram.</summary>
    public bool IsFragment { get; internal set; }

    /// <summary>Whether the IP packet states its length; one that was captured before segmentation offload, or a jumbogram, does not.</summary>
    public bool HasNetworkLength { get; internal set; }

    /// <summary>Whether the payload ends behind what is there of the frame.</summary>
    public bool IsCut { get; internal set; }

    /// <summary>Where a switch's time stands (<see cref="TimeHeader"/>), behind its Ethernet type; 0 when there is none.</summary>
    public int TimeHeaderOffset { get; internal set; }

    /// <summary>Where the IP header begins; of a frame that is not IP where its payload does.</summary>
    public int NetworkOffset { get; internal set; }

    /// <summary>End of the IP packet by its own length; more than the captured bytes when some are missing.</summary>
    public int NetworkEnd { get; internal set; }

    /// <summary>Where the UDP header begins.</summary>
    public int TransportOffset { get; internal set; }

    /// <summary>Where the payload ends by UDP's own length.</summary>
    public int PayloadEnd { get; internal set; }

    /// <summary>Whether it is of IPv6.</summary>
    public readonly bool IsIPv6 => EtherType == FrameFields.IPv6Type;

    /// <summary>What the datagram carries, as far as it is there.</summary>
    public readonly ReadOnlySpan<byte> PayloadOf(ReadOnlySpan<byte> frame) =>
        frame[(TransportOffset + FrameFields.UdpBytes)..Math.Min(PayloadEnd, frame.Length)];

    /// <summary>Who sent it; an IPv4 address in the form of IPv6 (::ffff:a.b.c.d).</summary>
    public readonly UInt128 SourceOf(ReadOnlySpan<byte> frame) => IsIPv6
        ? BinaryPrimitives.ReadUInt128BigEndian(frame[(NetworkOffset + FrameFields.IPv6SourceOffset)..])
        : Mapped(frame[(NetworkOffset + FrameFields.IPv4SourceOffset)..]);

    /// <summary>Where it was sent, likewise.</summary>
    public readonly UInt128 DestinationOf(ReadOnlySpan<byte> frame) => IsIPv6
        ? BinaryPrimitives.ReadUInt128BigEndian(frame[(NetworkOffset + FrameFields.IPv6DestinationOffset)..])
        : Mapped(frame[(NetworkOffset + FrameFields.IPv4DestinationOffset)..]);

    /// <summary>The port from which it was sent.</summary>
    public readonly ushort SourcePortOf(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadUInt16BigEndian(frame[TransportOffset..]);

    /// <summary>The port to which it was sent.</summary>
    public readonly ushort DestinationPortOf(ReadOnlySpan<byte> frame) =>
        BinaryPrimitives.ReadUInt16BigEndian(frame[(TransportOffset + FrameFields.UdpDestinationOffset)..]);

    private static UInt128 Mapped(ReadOnlySpan<byte> address) => new(0, 0xFFFF_0000_0000UL | BinaryPrimitives.ReadUInt32BigEndian(address));
}
