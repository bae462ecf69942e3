using System.Net;
using FeedHandler.Gateway.Web;

namespace FeedHandler.Gateway.Sessions;

/// <summary>How a gateway is to be.</summary>
public sealed record GatewayOptions
{
    /// <summary>Loops of a gateway at most: more connections are those of another one on the same port.</summary>
    public const int LoopCountMax = 256;

    /// <summary>Connections up to which all loops of epoll share the descriptors of the process, of which a service usually has more.</summary>
    public const int SharedDescriptorsMax = 10_000;

    private const int SlotReserve = 16;

    /// <summary>The file of the shared feed. A gateway inside of a feed's process has that feed's, and this is not read.</summary>
    public string FeedPath { get; init; } = "";

    /// <summary>The user who must own that file; null for this process' own.</summary>
    public uint? OwnerId { get; init; }

    /// <summary>Where it listens; port 0 has the system choose one.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>How many loops, each on a thread of its own.</summary>
    public int LoopCount { get; init; } = 1;

    /// <summary>By what the loops wait for the network.</summary>
    public LoopKind Kind { get; init; }

    /// <summary>The file of tokens; null asks for none, which is for loopback alone.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Networks of proxies that send a header of the PROXY protocol; whoever else connects, connects for itself.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>Connections at once, of all loops.</summary>
    public int ConnectionCountMax { get; init; } = 10_000;

    /// <summary>
    /// Whether each loop has as many descriptors as the process may have: of several of epoll, when there are to be many connections; with io_uring always, as
    /// a connection has none but a place in its ring's own table.
    /// </summary>
    public bool HasDescriptorsByLoop => Kind == LoopKind.IoUring || (LoopCount > 1 && ConnectionCountMax > SharedDescriptorsMax);

    /// <summary>Places for connections of a loop: its share, and some for those that are being refused.</summary>
    internal int SlotCount => Math.Max(1, (ConnectionCountMax + LoopCount - 1) / LoopCount) + SlotReserve;

    /// <summary>Connections of one host at once and loop; 0 for any number.</summary>
    public int PeerConnectionsMax { get; init; }

    /// <summary>Bytes that may wait for one client before it counts as slow.</summary>
    public int BacklogBytes { get; init; } = 1 << 20;

    /// <summary>How long clients are given to go elsewhere when the gateway stops, in milliseconds.</summary>
    public int DrainMs { get; init; } = 5000;

    /// <summary>Whether a feed that is not there is waited for; else it must be there at the start.</summary>
    public bool WaitsForFeed { get; init; }

    /// <summary>What one client may do.</summary>
    public SessionLimits Limits { get; init; } = new();

    /// <summary>What is served by HTTP and WebSocket, and to whom.</summary>
    public WebOptions Web { get; init; } = new();

    /// <summary>Where a journal of the feed is kept; null for nowhere.</summary>
    public Journals.JournalOptions? Journal { get; init; }

    /// <summary>Is told at once, by the thread of a loop, why that cannot go on; what it throws is lost.</summary>
    public Action<string>? WhenFailed { get; init; }

    /// <summary>Who asked, for errors.</summary>
    public string Origin { get; init; } = "gateway";
}

/// <summary>By what a loop waits for the network.</summary>
public enum LoopKind
{
    /// <summary>The best that works here (<see cref="LoopChoice"/>).</summary>
    Auto = 0,

    /// <summary>epoll(7).</summary>
    Epoll = 1,

    /// <summary>io_uring(7).</summary>
    IoUring = 2,
}
