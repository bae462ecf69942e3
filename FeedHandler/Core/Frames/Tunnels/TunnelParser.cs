using static FeedHandler.Core.Frames.FrameFields;

namespace FeedHandler.Core.Frames.Tunnels;

/// <summary>
/// Takes the headers of tunnels off frames of captures: GRE, ERSPAN, VXLAN, MPLS and IP within IP, one at a time. Every length is checked against what is
/// there. Nothing of it is on the way of live packets. Allocates nothing.
/// </summary>
public static class TunnelParser
{
    /// <summary>How many headers of tunnels may stand behind each other: more is a loop, or made up.</summary>
    public const int DepthMax = 8;

    /// <summary>The type of an Ethernet frame within GRE.</summary>
    internal const ushort BridgedEthernet = 0x6558;

    private const ushort MplsType = 0x8847;
    private const ushort UpstreamMplsType = 0x8848;
    private const byte GreProtocol = 47;
    private const byte WithinProtocol4 = 4;
    private const byte WithinProtocol6 = 41;
    private const byte MplsProtocol = 137;

    /// <summary>Whether IP carries a tunnel that is read.</summary>
    /// <param name="protocol">The number of what IP carries.</param>
    public static bool IsTunnel(byte protocol) => protocol is GreProtocol or WithinProtocol4 or WithinProtocol6 or MplsProtocol;

    /// <summary>Takes the outermost header of a tunnel off, where there is one.</summary>
    /// <param name="frame">The frame. When true, it is then what the tunnel carries, or its outcome says why that cannot be read.</param>
    /// <param name="mayBeVxlan">Whether UDP to a port of VXLAN is of a tunnel, where it looks like that.</param>
    /// <param name="kind">The tunnel.</param>
    /// <param name="id">Its number, by which tunnels of the same ends differ: key, session, network or label; 0 where there is none.</param>
    public static bool TryOpen(ref OpenFrame frame, bool mayBeVxlan, out TunnelKind kind, out uint id)
    {
        id = 0;
        if (!TryFind(in frame, mayBeVxlan, out kind, out CarriedBytes carried)) return false;
        FrameOutcome outcome = kind switch
        {
            TunnelKind.Gre => GreHeader.Strip(ref carried, out kind, out id),
            TunnelKind.Vxlan => VxlanHeader.Strip(ref carried, out id),
            TunnelKind.Mpls => LabelStack.Strip(ref carried, out id),
            _ => FrameOutcome.Udp,
        };
        if (outcome == FrameOutcome.NotUdp) return false;
        if (outcome != FrameOutcome.Udp) frame.Outcome = outcome;
        else ReadInside(ref frame, carried);
        return true;
    }

    /// <summary>The type of an IP packet by its first four bits; 0 when it is none.</summary>
    internal static ushort TypeOfVersion(ReadOnlySpan<byte> packet) => packet.IsEmpty ? (ushort)0 : (packet[0] >> 4) switch
    {
        4 => IPv4Type,
        6 => IPv6Type,
        _ => (ushort)0,
    };

    private static void ReadInside(ref OpenFrame frame, CarriedBytes carried)
    {
        LinkType? linkType = carried.Type switch
        {
            BridgedEthernet => LinkType.Ethernet,
            IPv4Type => LinkType.IPv4,
            IPv6Type => LinkType.IPv6,
            _ => null,
        };
        if (linkType is { } known) frame.Read(carried.Bytes, carried.WireBytes, known);
        else frame = new OpenFrame
        {
            Bytes = carried.Bytes,
            WireBytes = carried.WireBytes,
            Outcome = FrameOutcome.NotIp,
            Layout = new FrameLayout { EtherType = carried.Type },
        };
    }

    private static bool TryFind(scoped in OpenFrame frame, bool mayBeVxlan, out TunnelKind kind, out CarriedBytes carried)
    {
        FrameLayout layout = frame.Layout;
        kind = TunnelKind.Mpls;
        carried = default;
        if (frame.Outcome == FrameOutcome.NotIp && layout.EtherType is MplsType or UpstreamMplsType)
            return Take(in frame, layout.NetworkOffset, Math.Max(frame.WireBytes, frame.Bytes.Length), out carried);
        if (frame.Outcome == FrameOutcome.Udp || layout.IsCut) return mayBeVxlan && TryFindVxlan(in frame, out kind, out carried);
        if (frame.Outcome != FrameOutcome.NotUdp || layout.IsFragment || !IsTunnel(layout.Protocol)) return false;
        kind = layout.Protocol switch
        {
            GreProtocol => TunnelKind.Gre,
            MplsProtocol => TunnelKind.Mpls,
            _ => TunnelKind.IpInIp,
        };
        bool isThere = Take(in frame, layout.TransportOffset, layout.NetworkEnd, out carried);
        if (kind == TunnelKind.IpInIp) carried.Type = layout.Protocol == WithinProtocol4 ? IPv4Type : IPv6Type;
        return isThere;
    }

    private static bool TryFindVxlan(scoped in OpenFrame frame, out TunnelKind kind, out CarriedBytes carried)
    {
        kind = TunnelKind.Vxlan;
        carried = default;
        if (!VxlanHeader.IsPort(frame.Layout.DestinationPortOf(frame.Bytes)) || !VxlanHeader.IsAt(frame.Layout.PayloadOf(frame.Bytes))) return false;
        return Take(in frame, frame.Layout.TransportOffset + UdpBytes, frame.Layout.PayloadEnd, out carried);
    }

    private static bool Take(scoped in OpenFrame frame, int start, int end, out CarriedBytes carried)
    {
        carried = default;
        if (start > frame.Bytes.Length) return false;
        carried.Bytes = frame.Bytes[start..Math.Clamp(end, start, frame.Bytes.Length)];
        carried.WireBytes = end - start;
        return true;
    }
}
