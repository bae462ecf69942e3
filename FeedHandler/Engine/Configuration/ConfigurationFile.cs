using System.ComponentModel;
using System.Text.Json.Serialization;

namespace FeedHandler.Engine;

/// <summary>The configuration of a live feed as it is written: one JSON file. <see cref="FeedConfiguration"/> is what it means.</summary>
public sealed record ConfigurationFile
{
    /// <summary>For editors.</summary>
    [JsonPropertyName("$schema")]
    [Description("Where this file's JSON schema is; for editors only")]
    public string? Schema { get; set; }

    /// <summary>The exchange's protocol.</summary>
    [Description("The protocol: cme, or normalized for what another feed handler sends by multicast")]
    public string Venue { get; set; } = FeedVenue.Cme.Name;

    /// <summary>The channel's number.</summary>
    [Description("Channel id, such as 340: of the lines that name none (1 to 65535); with cmeConfig, the channel to take from that file")]
    public int? Channel { get; set; }

    /// <summary>Several channels' numbers.</summary>
    [Description("With cmeConfig: the channels to take from that file, instead of channel")]
    public IReadOnlyList<int>? Channels { get; set; }

    /// <summary>The exchange's own file.</summary>
    [Description("CME's config.xml, from which groups, ports, roles and lines of the channels are taken; relative to this file")]
    public string? CmeConfig { get; set; }

    /// <summary>Interfaces for groups out of the exchange's file.</summary>
    [Description("With cmeConfig: the network interface of each line, by name or by its own address")]
    public InterfacePair? Interfaces { get; set; }

    /// <summary>Groups, written out.</summary>
    [Description("The groups to join, when there is no cmeConfig")]
    public IReadOnlyList<LineEntry>? Lines { get; set; }

    /// <summary>Who is asked for lost packets.</summary>
    [Description("Servers that are asked for lost packets by TCP; leave out to ask nobody")]
    public ReplaySection? Replay { get; set; }

    /// <summary>How a channel heals.</summary>
    [Description("How channels that lost packets heal: replay, snapshot and refresh, in this order and each or not; leave out for all that is configured")]
    public IReadOnlyList<string>? Recovery { get; set; }

    /// <summary>How single channels heal.</summary>
    [Description("How single channels heal, where they do so otherwise than recovery says")]
    public IReadOnlyList<ChannelRecoveryEntry>? ChannelRecovery { get; set; }

    /// <summary>How to receive.</summary>
    [Description("How packets are received")]
    public ReceiverSection Receiver { get; set; } = new();

    /// <summary>Threads.</summary>
    [Description("Where and how threads run")]
    public ThreadSection Threads { get; set; } = new();

    /// <summary>Warm-up.</summary>
    [Description("A capture replayed through the same pipeline before the groups are joined, so that the first live packet runs compiled code")]
    public WarmUpSection WarmUp { get; set; } = new();

    /// <summary>The ring and what consumes it.</summary>
    [Description("The ring of events and its consumers")]
    public RingSection Ring { get; set; } = new();

    /// <summary>Instruments.</summary>
    [Description("What is kept of instruments")]
    public InstrumentSection Instruments { get; set; } = new();

    /// <summary>When a missing packet is given up.</summary>
    [Description("When a missing packet is given up")]
    public ArbitrationSection Arbitration { get; set; } = new();

    /// <summary>When loops are joined.</summary>
    [Description("When the groups of loops that heal channels are joined: of snapshots, of snapshots of orders, and of definitions")]
    public LoopSection Loops { get; set; } = new();

    /// <summary>Who subscribes to the feed.</summary>
    [Description("What other processes of this machine may subscribe to")]
    public ShareSection Share { get; set; } = new();

    /// <summary>Who subscribes from other machines.</summary>
    [Description("By what clients on other machines subscribe to the feed")]
    public GatewaySection Gateway { get; set; } = new();

    /// <summary>Who takes the feed on other machines.</summary>
    [Description("Groups to which the feed is sent, for other feed handlers to take as their venue; leave out to send nothing")]
    public MulticastSection? Multicast { get; set; }

    /// <summary>To which broker the feed goes.</summary>
    [Description("The NATS server to which the feed is published")]
    public PublishSection Publish { get; set; } = new();

    /// <summary>Who looks at the feed.</summary>
    [Description("Who may look at the running feed from outside")]
    public ObserveSection Observe { get; set; } = new();
}
