using System.Net;
using FeedHandler.Balance.Backends;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Balance;

/// <summary>What a balancer listens on, whom it relays to and what it bounds. Times are in milliseconds.</summary>
public sealed record BalanceOptions
{
    /// <summary>Backends that are possible: those that were tried for a connection are bits of a word.</summary>
    public const int BackendCountMax = 64;

    /// <summary>Where it listens; port 0 takes a free one.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Whom it relays to: at least one, at most <see cref="BackendCountMax"/>.</summary>
    public required IReadOnlyList<BackendTarget> Backends { get; init; }

    /// <summary>How a backend is chosen for a connection.</summary>
    public BackendRule Rule { get; init; } = BackendRule.Connections;

    /// <summary>How bytes are moved.</summary>
    public RelayWay Way { get; init; } = RelayWay.Copy;

    /// <summary>How it is found out whether a backend can serve.</summary>
    public CheckOptions Check { get; init; } = new();

    /// <summary>Whether other processes may listen on the same address and port, among which the kernel spreads connections.</summary>
    public bool SharesPort { get; init; }

    /// <summary>Whether backends are told by a header of the PROXY protocol, version 2, who is connected.</summary>
    public bool SendsProxyHeader { get; init; }

    /// <summary>Proxies in front: whoever connects from there must send a header of the PROXY protocol first, and is believed.</summary>
    public IReadOnlyList<IPNetwork> Fronts { get; init; } = [];

    /// <summary>Connections at once; what is more is reset.</summary>
    public int ConnectionCountMax { get; init; } = 8000;

    /// <summary>Connections at once of one address.</summary>
    public int ConnectionCountPerPeerMax { get; init; } = 8000;

    /// <summary>How long a backend may take to accept a connection before another is tried.</summary>
    public int ConnectTimeoutMs { get; init; } = 2000;

    /// <summary>How long a proxy in front may take for its header.</summary>
    public int HeaderTimeoutMs { get; init; } = 5000;

    /// <summary>How long a connection may move no byte in either direction.</summary>
    public int IdleTimeoutMs { get; init; } = 3_600_000;

    /// <summary>How long connections may go on when the balancer is stopped.</summary>
    public int DrainTimeoutMs { get; init; } = 10_000;

    /// <summary>Told on the balancer's thread when a backend comes or goes; must not wait.</summary>
    public Action<Backend>? BackendChanged { get; init; }
}

/// <summary>One of those that are relayed to.</summary>
/// <param name="Name">As it was given, such as `gateway-1:9000`.</param>
/// <param name="Address">Where it is.</param>
public sealed record BackendTarget(string Name, PeerAddress Address);

/// <summary>How it is found out whether a backend can serve.</summary>
public sealed record CheckOptions
{
    /// <summary>The path of an HTTP request that a good backend answers with 200; null is content with a connection.</summary>
    public string? Path { get; init; }

    /// <summary>Another port for checks than that of the backend; 0 for the same.</summary>
    public int Port { get; init; }

    /// <summary>From the end of a check to the begin of the next.</summary>
    public int IntervalMs { get; init; } = 1000;

    /// <summary>How long one may take.</summary>
    public int TimeoutMs { get; init; } = 1000;

    /// <summary>Good checks in a row that readmit a backend.</summary>
    public int RiseCount { get; init; } = 2;

    /// <summary>Bad checks in a row, or refused connections, that eject it.</summary>
    public int FallCount { get; init; } = 3;
}

/// <summary>How a backend is chosen.</summary>
public enum BackendRule
{
    /// <summary>The one with the fewest connections.</summary>
    Connections = 0,

    /// <summary>By the peer's address: the same one for as long as it is there, and when one goes only its own peers move.</summary>
    Hash = 1,
}

/// <summary>How bytes are moved.</summary>
public enum RelayWay
{
    /// <summary>Into a buffer and out again.</summary>
    Copy = 0,

    /// <summary>Within the kernel, by a pipe (splice(2)).</summary>
    Splice = 1,
}
