namespace FeedHandler.Replay.Frames;

/// <summary>What a captured frame turned out to be. Every frame has exactly one outcome.</summary>
public enum FrameOutcome : byte
{
    /// <summary>A whole UDP datagram.</summary>
    Udp = 0,

    /// <summary>The link header names a payload other than IP: ARP, LLDP, PTP, MPLS, 802.3 control frames.</summary>
    NotIp,

    /// <summary>An IP packet of another protocol than UDP.</summary>
    NotUdp,

    /// <summary>A fragment of a UDP datagram. Market data is not sent in fragments, and they are not put together.</summary>
    Fragment,

    /// <summary>The capture kept less of the frame than the headers and the UDP payload need (a snap length too small).</summary>
    Truncated,

    /// <summary>Lengths or versions contradict each other, or the frame itself is shorter than its headers say.</summary>
    Malformed,

    /// <summary>The capture's link type is none that is known here.</summary>
    UnknownLinkType,
}
