using System.Globalization;
using FeedHandler.Core.Frames;
using FeedHandler.Core.Frames.Tunnels;

namespace FeedHandler.Replay.Frames;

/// <summary>Outcomes of frames in words.</summary>
public static class FrameWords
{
    /// <summary>Noted of a frame with more tunnels within each other than are taken off.</summary>
    internal const int TooDeep = -1;

    /// <summary>What a frame turned out to be.</summary>
    /// <param name="outcome">The outcome.</param>
    public static string Of(FrameOutcome outcome) => outcome switch
    {
        FrameOutcome.Udp => "UDP",
        FrameOutcome.NotIp => "not IP",
        FrameOutcome.NotUdp => "another protocol",
        FrameOutcome.Fragment => "a fragmented packet",
        FrameOutcome.Truncated => "captured too short",
        FrameOutcome.UnknownLinkType => "a link type not known",
        _ => "malformed",
    };

    /// <summary>What frames turned out to be, with what they carry instead of UDP, or why it was not read.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="counters">All frames, for what the first of that outcome were.</param>
    public static string Of(FrameOutcome outcome, FrameCounters counters)
    {
        ArgumentNullException.ThrowIfNull(counters);
        string[] details = [.. counters.Details.Where(detail => detail.Outcome == outcome).Select(static detail => Detail(detail.Outcome, detail.Number))];
        string why = outcome switch
        {
            FrameOutcome.Truncated => "by the snap length: capture with tcpdump -s 0",
            FrameOutcome.Fragment => "whose others are not all there",
            _ => string.Join(", ", details.Where(static detail => detail.Length > 0)),
        };
        return why.Length > 0 ? $"{Of(outcome)} ({why})" : Of(outcome);
    }

    /// <summary>Every outcome but UDP that there is, such as `3 not IP (ARP), 12 another protocol (TCP)`; empty when there is none.</summary>
    /// <param name="counters">The frames.</param>
    public static string List(FrameCounters counters)
    {
        ArgumentNullException.ThrowIfNull(counters);
        IEnumerable<string> others = Enum.GetValues<FrameOutcome>()
            .Where(outcome => outcome != FrameOutcome.Udp && counters[outcome] > 0)
            .Select(outcome => string.Create(CultureInfo.InvariantCulture, $"{counters[outcome]} {Link(outcome)}{Of(outcome, counters)}"));
        return string.Join(", ", others.Append(Tunnels(counters)).Where(static text => text.Length > 0));
    }

    /// <summary>The tunnels within UDP that frames may be, such as `UDP to port 4789 (VXLAN, a tunnel, which is not read)`; empty when there is none.</summary>
    /// <param name="counters">The frames.</param>
    public static string Tunnels(FrameCounters counters)
    {
        ArgumentNullException.ThrowIfNull(counters);
        return string.Join(", ", counters.Details.Where(static detail => detail.Outcome == FrameOutcome.Udp).Select(static detail => Tunnel(detail.Number)));
    }

    /// <summary>A kind of tunnel.</summary>
    /// <param name="kind">The kind.</param>
    public static string Of(TunnelKind kind) => kind switch
    {
        TunnelKind.Gre => "GRE",
        TunnelKind.Erspan => "ERSPAN",
        TunnelKind.Vxlan => "VXLAN",
        TunnelKind.Mpls => "MPLS",
        _ => "IP within IP",
    };

    /// <summary>What was taken off frames or put together, such as `taken off: 12 GRE headers; put together: 3 packets of fragments`; empty when nothing
    /// was.</summary>
    /// <param name="counters">The frames.</param>
    public static string Opened(FrameCounters counters)
    {
        ArgumentNullException.ThrowIfNull(counters);
        string[] tunnels = [.. Enum.GetValues<TunnelKind>().Where(kind => counters[kind] > 0).Select(kind => Counted(counters[kind], $"{Of(kind)} header"))];
        string taken = tunnels.Length > 0 ? $"taken off: {string.Join(", ", tunnels)}" : "";
        string joined = counters.Reassembled > 0 ? $"put together: {Counted(counters.Reassembled, "packet")} of fragments" : "";
        string again = counters.FragmentDuplicates > 0 ? $"{Counted(counters.FragmentDuplicates, "fragment")} came twice" : "";
        return string.Join("; ", ((string[])[taken, joined, again]).Where(static text => text.Length > 0));
    }

    /// <summary>What is wrong with fragments, each in a sentence.</summary>
    /// <param name="counters">The frames.</param>
    public static IEnumerable<string> FragmentFaults(FrameCounters counters)
    {
        ArgumentNullException.ThrowIfNull(counters);
        if (counters.FragmentOverlaps > 0)
        {
            yield return $"{Counted(counters.FragmentOverlaps, "fragment")} overlapped others with which they do not agree, or not in full: "
                + "the bytes that came first were kept. That may be an attack: look at who sent them";
        }

        if (counters.IncompleteDatagrams == 0) yield break;
        yield return $"{Counted(counters.IncompleteDatagrams, "packet")} came in fragments of which some are not in the capture, or later than 30 s, "
            + "and could not be put together";
    }

    private static string Counted(long count, string one) => string.Create(CultureInfo.InvariantCulture, $"{count} {one}{(count == 1 ? "" : "s")}");

    private static string Tunnel(int port) =>
        string.Create(CultureInfo.InvariantCulture, $"UDP to port {port} ({TunnelPorts.NameOf((ushort)port)}, a tunnel, which is not read)");

    // What stands between a number of frames and what they are.
    private static string Link(FrameOutcome outcome) => outcome is FrameOutcome.NotUdp or FrameOutcome.Fragment or FrameOutcome.UnknownLinkType ? "of " : "";

    private static string Detail(FrameOutcome outcome, int number) => outcome switch
    {
        FrameOutcome.NotUdp => Protocol(number),
        FrameOutcome.NotIp => EtherType(number),
        FrameOutcome.Malformed when number == TooDeep =>
            string.Create(CultureInfo.InvariantCulture, $"more than {TunnelParser.DepthMax} tunnels within each other"),
        FrameOutcome.Malformed => $"in {Of((TunnelKind)number)}",
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    private static string Protocol(int number) => number switch
    {
        1 => "ICMP",
        2 => "IGMP",
        6 => "TCP",
        47 => "GRE of another version or with routing, a tunnel, which is not read",
        50 => "ESP, an encrypted tunnel",
        58 => "ICMPv6",
        103 => "PIM",
        _ => string.Create(CultureInfo.InvariantCulture, $"IP protocol {number}"),
    };

    private static string EtherType(int number) => number switch
    {
        0 => "",
        0x0806 => "ARP",
        0x8863 or 0x8864 => "PPPoE, a tunnel",
        0x88CC => "LLDP",
        0x88F7 => "PTP",
        _ => string.Create(CultureInfo.InvariantCulture, $"Ethernet type {number:X4}"),
    };
}

/// <summary>Ports of UDP that carry tunnels, so that what is looked for may be inside.</summary>
internal static class TunnelPorts
{
    /// <summary>The tunnel of a destination port, as IANA registers it or as Linux had it before; null when it is of none.</summary>
    /// <param name="port">The port.</param>
    internal static string? NameOf(ushort port) => port switch
    {
        2152 => "GTP-U",
        4754 => "GRE within UDP",
        4789 or 8472 => "VXLAN",
        4790 => "VXLAN-GPE",
        6081 => "Geneve",
        6635 => "MPLS within UDP",
        _ => null,
    };
}
