using System.ComponentModel;
using FeedHandler.Sinks.Multicast;

namespace FeedHandler.Engine;

/// <summary>Where the feed is sent by multicast, and how.</summary>
public sealed record MulticastSection
{
    private static readonly PublishSettings Defaults = new();

    /// <summary>The groups.</summary>
    [Description("The groups: of each channel those of its events, role incremental, and of its snapshots, role snapshot, on line A, or A and B")]
    public IReadOnlyList<LineEntry>? Lines { get; set; }

    /// <summary>How far it goes.</summary>
    [Description("How many routers datagrams may pass (1 to 255); 1 stays on the local network")]
    public int Ttl { get; set; } = 1;

    /// <summary>Size of datagrams.</summary>
    [Description("Bytes of payload that a datagram has at most; with 28 of headers below the smallest MTU on the way (1400 to 9000)")]
    public int PacketBytes { get; set; } = Defaults.PacketBytes;

    /// <summary>Heartbeats.</summary>
    [Description("Milliseconds of silence of a channel behind which a heartbeat is sent (10 to 60000)")]
    public int HeartbeatMs { get; set; } = (int)(Defaults.HeartbeatNs / 1_000_000);

    /// <summary>Pace of snapshots.</summary>
    [Description("Datagrams of snapshots in a millisecond at most, of all channels together (1 to 100)")]
    public int LoopPacketsPerMs { get; set; } = Defaults.LoopPacketsPerMs;

    /// <summary>How often a loop begins.</summary>
    [Description("Milliseconds from the beginning of one turn of a channel's snapshots to that of the next at least (10 to 3600000)")]
    public int LoopMs { get; set; } = (int)(Defaults.LoopPeriodNs / 1_000_000);

    /// <summary>Where packets are sent again.</summary>
    [Description("Address and TCP port where lost packets are sent again, such as 127.0.0.1:21000; leave out to send none again")]
    public string? Retransmit { get; set; }

    /// <summary>History.</summary>
    [Description("With retransmit: bytes of packets that are kept of each channel (65536 to 1073741824)")]
    public int HistoryBytes { get; set; } = Defaults.HistoryBytes;

    /// <summary>Connections.</summary>
    [Description("With retransmit: clients at a time (1 to 1024); one more is closed at once")]
    public int Connections { get; set; } = RetransmitOptions.ConnectionsDefault;
}
