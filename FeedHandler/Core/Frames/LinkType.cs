namespace FeedHandler.Core.Frames;

/// <summary>What a captured frame begins with: the link-layer header types that carry IP and that <see cref="FrameParser"/> knows.</summary>
/// <remarks>The numbers are those of the capture formats; a file may name any other number, which is then kept as it is.</remarks>
public enum LinkType : ushort
{
    /// <summary>BSD loopback: the protocol family in the byte order of the capturing host.</summary>
    Null = 0,

    /// <summary>Ethernet II or 802.3, without preamble.</summary>
    Ethernet = 1,

    /// <summary>An IP packet without link header, as some BSD systems number it.</summary>
    RawIpBsd = 12,

    /// <summary>An IP packet without link header, as OpenBSD numbers it.</summary>
    RawIpOpenBsd = 14,

    /// <summary>An IP packet, version 4 or 6, without link header.</summary>
    RawIp = 101,

    /// <summary>OpenBSD loopback: the protocol family in network byte order.</summary>
    Loop = 108,

    /// <summary>Linux cooked capture, version 1: 16 bytes of header.</summary>
    LinuxCooked = 113,

    /// <summary>An IPv4 packet without link header.</summary>
    IPv4 = 228,

    /// <summary>An IPv6 packet without link header.</summary>
    IPv6 = 229,

    /// <summary>Linux cooked capture, version 2: 20 bytes of header.</summary>
    LinuxCooked2 = 276,
}
