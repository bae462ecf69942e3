namespace FeedHandler.Replay.Frames;

/// <summary>What became of a captured frame; every frame has exactly one outcome.</summary>
public enum FrameOutcome
{
    /// <summary>A whole UDP datagram.</summary>
    Udp = 0,

    /// <summary>Not IP: ARP, LLDP, PTP and the like, or a link layer that is not read.</summary>
    NotIp = 1,

    /// <summary>IP, but not UDP.</summary>
    NotUdp = 2,

    /// <summary>A fragment of an IP packet; fragments are not put together.</summary>
    Fragment = 3,

    /// <summary>The capture holds less of the datagram than the wire did (snap length).</summary>
    Truncated = 4,

    /// <summary>Headers that contradict each other or the frame's length.</summary>
    Malformed = 5,
}
