namespace FeedHandler.Core.Frames;

/// <summary>
/// Where the fields of a frame lie that carries UDP, for whoever reads or writes one: bytes from the beginning of their header, all big-endian
/// (IEEE 802.3, RFC 791, RFC 8200, RFC 768).
/// </summary>
public static class FrameFields
{
    /// <summary>Where Ethernet has its type, behind both addresses.</summary>
    public const int EthernetTypeOffset = 12;

    /// <summary>The size of an Ethernet header.</summary>
    public const int EthernetBytes = 14;

    /// <summary>The Ethernet type of IPv4.</summary>
    public const ushort IPv4Type = 0x0800;

    /// <summary>The Ethernet type of IPv6.</summary>
    public const ushort IPv6Type = 0x86DD;

    /// <summary>The size of an IPv4 header without options.</summary>
    public const int IPv4Bytes = 20;

    /// <summary>Where IPv4 has the length of header and payload.</summary>
    public const int IPv4LengthOffset = 2;

    /// <summary>Where IPv4 has the identification that the fragments of a datagram share.</summary>
    public const int IPv4IdOffset = 4;

    /// <summary>Where IPv4 has flags and fragment offset.</summary>
    public const int IPv4FragmentOffset = 6;

    /// <summary>Where IPv4 has the hops that are left.</summary>
    public const int IPv4HopsOffset = 8;

    /// <summary>Where IPv4 has the protocol of its payload.</summary>
    public const int IPv4ProtocolOffset = 9;

    /// <summary>Where IPv4 has the checksum of its header.</summary>
    public const int IPv4ChecksumOffset = 10;

    /// <summary>Where IPv4 has its source; the destination follows.</summary>
    public const int IPv4SourceOffset = 12;

    /// <summary>Where IPv4 has its destination.</summary>
    public const int IPv4DestinationOffset = 16;

    /// <summary>The size of an IPv6 header without extensions.</summary>
    public const int IPv6Bytes = 40;

    /// <summary>Where IPv6 has the length of its payload, extensions included.</summary>
    public const int IPv6LengthOffset = 4;

    /// <summary>Where IPv6 has the kind of what follows.</summary>
    public const int IPv6NextOffset = 6;

    /// <summary>Where IPv6 has its source.</summary>
    public const int IPv6SourceOffset = 8;

    /// <summary>Where IPv6 has its destination.</summary>
    public const int IPv6DestinationOffset = 24;

    /// <summary>The protocol number of UDP.</summary>
    public const byte UdpProtocol = 17;

    /// <summary>The size of a UDP header, which begins with the source's port.</summary>
    public const int UdpBytes = 8;

    /// <summary>Where UDP has the destination's port.</summary>
    public const int UdpDestinationOffset = 2;

    /// <summary>Where UDP has the length of header and payload.</summary>
    public const int UdpLengthOffset = 4;

    /// <summary>Where UDP has its checksum.</summary>
    public const int UdpChecksumOffset = 6;
}
