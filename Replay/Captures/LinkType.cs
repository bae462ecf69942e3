namespace FeedHandler.Replay.Captures;

/// <summary>What stands in front of the IP header; numbers are those of the capture formats (LINKTYPE_ values).</summary>
public enum LinkType
{
    /// <summary>BSD loopback: the address family, in the capturing host's byte order.</summary>
    Null = 0,

    /// <summary>Ethernet.</summary>
    Ethernet = 1,

    /// <summary>IP without a link header, as some systems number it.</summary>
    RawAlternative = 12,

    /// <summary>IP without a link header, as other systems number it.</summary>
    RawOther = 14,

    /// <summary>IP without a link header.</summary>
    Raw = 101,

    /// <summary>OpenBSD loopback: the address family, big endian.</summary>
    Loop = 108,

    /// <summary>Linux cooked capture, version 1.</summary>
    LinuxSll = 113,

    /// <summary>IPv4 without a link header.</summary>
    Ipv4 = 228,

    /// <summary>IPv6 without a link header.</summary>
    Ipv6 = 229,

    /// <summary>Linux cooked capture, version 2.</summary>
    LinuxSll2 = 276,
}
