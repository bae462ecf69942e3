using System.ComponentModel;
using System.Text.Json.Serialization;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Sharing;
using FeedHandler.Gateway.Journals;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Receivers;

namespace FeedHandler.Engine;

/// <summary>A configuration that holds together: every value in its range, every group known.</summary>
/// <param name="Path">Where it was read.</param>
/// <param name="File">What stands there.</param>
/// <param name="AllGroups">The groups that are known, 1 to 64.</param>
public sealed record FeedConfiguration(string Path, ConfigurationFile File, IReadOnlyList<LineGroup> AllGroups)
{
    private const int NsPerUs = 1000;

    /// <summary>A path that stands in the file, where it is relative, from the file's folder on.</summary>
    /// <param name="path">What stands there.</param>
    public string PathOf(string path) => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!, path);

    /// <summary>The groups to join: the incremental ones, and the loops that heal them, those of orders where books by order are kept.</summary>
    public IReadOnlyList<LineGroup> Groups =>
    [
        .. AllGroups.Where(group => group.Feed.Role switch
        {
            FeedRole.Incremental or FeedRole.Definitions => true,
            FeedRole.Snapshot => HasStep(group.Feed.ChannelId, RecoverySteps.Snapshot),
            FeedRole.OrderSnapshot => HasStep(group.Feed.ChannelId, RecoverySteps.Snapshot) && File.Ring.OrdersMax > 0,
            _ => false,
        }),
    ];

    /// <summary>The servers that are asked for lost packets, by channel; empty where nobody is.</summary>
    public IReadOnlyList<ReplaySource> ReplaySources { get; init; } = [];

    /// <summary>Where the feed is sent by multicast; null for nowhere.</summary>
    public MulticastOptions? Multicast { get; init; }

    /// <summary>Whether there is an incremental group, from which alone books are built.</summary>
    public bool HasBooks => AllGroups.Any(static group => group.Feed.Role == FeedRole.Incremental);

    /// <summary>When a missing packet is given up.</summary>
    public ArbitrationOptions Arbitration => new()
    {
        GapCountMax = File.Arbitration.GapCount,
        GapTimeNsMax = (long)File.Arbitration.GapTimeUs * NsPerUs,
    };

    /// <summary>Where the feed is shared, by a whole path; null for nowhere.</summary>
    public ShareOptions? Share => File.Share.Name is not { } name ? null
        : new ShareOptions(PathOf(SharedFeedPath.Of(name)))
        {
            EventCount = File.Share.Events,
            InstrumentCountMax = File.Share.Instruments,
            Origin = $"{Path}: share.name",
        };

    /// <summary>By what gateway clients subscribe to the feed; null for none.</summary>
    public GatewayOptions? Gateway => !ObserveSection.TryParseEndPoint(File.Gateway.Listen ?? "", out System.Net.IPEndPoint endPoint) ? null
        : new GatewayOptions
        {
            Origin = $"{Path}: gateway.listen",
            Listen = endPoint,
            LoopCount = File.Gateway.Loops,
            Kind = GatewaySection.LoopOf(File.Gateway.Loop),
            TokenFile = File.Gateway.Tokens is { } tokens ? PathOf(tokens) : null,
            ConnectionCountMax = File.Gateway.Connections,
            BacklogBytes = File.Gateway.BacklogKib << 10,
            DrainMs = File.Gateway.DrainSeconds * 1000,
            Journal = File.Gateway.Journal is not { } journal ? null
                : new JournalOptions(PathOf(journal))
                {
                    FileBytes = File.Gateway.JournalFileMib << 20,
                    FileCountMax = File.Gateway.JournalFiles,
                    HoursMax = File.Gateway.JournalHours,
                    SyncMs = File.Gateway.JournalSyncMs,
                },
        };

    /// <summary>Whether a channel heals by a step: as is said of it, else as is said of all, else by all that is configured.</summary>
    /// <param name="channelId">The channel's number.</param>
    /// <param name="step">One of <see cref="RecoverySteps.All"/>.</param>
    public bool HasStep(int channelId, string step) => RecoverySteps.Of(File, channelId)?.Contains(step, StringComparer.Ordinal) != false;
}

/// <summary>The interfaces of the two lines.</summary>
public sealed record InterfacePair
{
    /// <summary>Of line A.</summary>
    [JsonPropertyName("A")]
    [Description("Interface of line A")]
    public string? A { get; set; }

    /// <summary>Of line B.</summary>
    [JsonPropertyName("B")]
    [Description("Interface of line B")]
    public string? B { get; set; }
}

/// <summary>One multicast group of a configuration file.</summary>
public sealed record LineEntry
{
    /// <summary>A or B.</summary>
    [Description("The line that the group carries: A or B")]
    public required string Line { get; set; }

    /// <summary>The channel's number.</summary>
    [Description("Channel id (1 to 65535); leave out for the channel of the file. All lines have one or none has")]
    public int? Channel { get; set; }

    /// <summary>What the group carries.</summary>
    [Description("incremental, snapshot, orderSnapshot (joined with ring.ordersMax), definitions or replay (not joined); leave out for incremental")]
    public string? Role { get; set; }

    /// <summary>Address and port.</summary>
    [Description("Group address and UDP port, such as 224.0.31.64:14340 or [ff05::1]:14340")]
    public required string Group { get; set; }

    /// <summary>Interface.</summary>
    [Description("Network interface, by name or by its own address, such as eth1 or 10.0.0.5")]
    public required string Interface { get; set; }

    /// <summary>Sender.</summary>
    [Description("The only sender to accept (source-specific join); leave out to accept any")]
    public string? Source { get; set; }
}
