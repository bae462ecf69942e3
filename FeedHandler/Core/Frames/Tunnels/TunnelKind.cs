namespace FeedHandler.Core.Frames.Tunnels;

/// <summary>What a frame was wrapped in on its way to whoever captured it, as taps, mirrors and carriers do.</summary>
public enum TunnelKind : byte
{
    /// <summary>GRE with its optional fields (RFC 2784, RFC 2890), around IP, Ethernet or MPLS.</summary>
    Gre = 0,

    /// <summary>A switch's mirror by GRE: ERSPAN type I, II or III (draft-foschiano-erspan).</summary>
    Erspan,

    /// <summary>VXLAN within UDP (RFC 7348).</summary>
    Vxlan,

    /// <summary>A stack of MPLS labels (RFC 3032), around IP or an Ethernet pseudowire (RFC 4448).</summary>
    Mpls,

    /// <summary>IP within IP (RFC 2003, RFC 2473).</summary>
    IpInIp,
}
