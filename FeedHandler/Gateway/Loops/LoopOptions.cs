using System.Net;

namespace FeedHandler.Gateway.Loops;

/// <summary>What a loop listens on, and its bounds. All memory is bounded by them.</summary>
public sealed record LoopOptions
{
    /// <summary>Address and port; port 0 has the system choose one. IPv6's any address takes IPv4 connections too.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Connections that the system keeps until they are accepted.</summary>
    public int ListenBacklog { get; init; } = 4096;

    /// <summary>Connections at once. More wait with the system until one is closed.</summary>
    public int SlotCountMax { get; init; } = 10_000;

    /// <summary>Connections of one peer host at once (of IPv6: of a /64), others are closed as they come; 0 for any number.</summary>
    public int PeerConnectionsMax { get; init; }

    /// <summary>
    /// Networks of proxies, which bring connections of many hosts: each is counted by none of them until the handler knows whose it is
    /// (<see cref="IEventLoop.TryCountBy"/>).
    /// </summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>Bytes of a segment: what is shared between connections, and what a partial message may take at most.</summary>
    public int SegmentBytes { get; init; } = 16 << 10;

    /// <summary>Segments at once.</summary>
    public int SegmentCountMax { get; init; } = 8192;

    /// <summary>Slices that are queued at once for all connections; each takes 20 bytes.</summary>
    public int SliceCountMax { get; init; } = 1 << 18;

    /// <summary>Bytes that may be left of what was received, as the start of a message; at most a segment's.</summary>
    public int PartialBytesMax { get; init; } = 4096;

    /// <summary>Bytes that one connection may send us in a second, as many at once; 0 for any number.</summary>
    public int ReceivedBytesPerSecondMax { get; init; }

    /// <summary>Bytes queued for one connection above which its handler is told.</summary>
    public int BacklogHighBytes { get; init; } = 1 << 20;

    /// <summary>Bytes queued for one connection below which its handler may be told again.</summary>
    public int BacklogLowBytes { get; init; } = 256 << 10;

    /// <summary>Bytes queued for one connection above which it is closed, whatever its handler does.</summary>
    public int BacklogBytesMax { get; init; } = 64 << 20;

    /// <summary>Kinds of timers that a connection has, from 0.</summary>
    public int TimerKindCount { get; init; } = 4;

    /// <summary>How long a turn without work sleeps at most, in microseconds; 0 never sleeps.</summary>
    public int IdleSleepUs { get; init; } = 500;

    /// <summary>How long a connection that is closed after all was sent may take for that, in milliseconds.</summary>
    public int CloseFlushMs { get; init; } = 5000;

    /// <summary>How long a peer may take nothing of a file before its connection is closed, in milliseconds.</summary>
    public int FileStallMs { get; init; } = 30_000;

    /// <summary>How long the peer's end is waited for after ours, in milliseconds.</summary>
    public int LingerMs { get; init; } = 1000;

    /// <summary>The system's send buffer of a connection (SO_SNDBUF); 0 for what it chooses.</summary>
    public int SendBufferBytes { get; init; }

    /// <summary>How long data may go unacknowledged (TCP_USER_TIMEOUT), in milliseconds.</summary>
    public int UserTimeoutMs { get; init; } = 30_000;
}
