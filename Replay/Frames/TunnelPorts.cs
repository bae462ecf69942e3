namespace FeedHandler.Replay.Frames;

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
