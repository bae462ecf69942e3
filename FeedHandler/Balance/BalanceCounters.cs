namespace FeedHandler.Balance;

/// <summary>What became of connections. Written by the balancer's thread, read by any.</summary>
public sealed class BalanceCounters
{
    /// <summary>Connections accepted.</summary>
    public long Accepted { get; internal set; }

    /// <summary>Connections now.</summary>
    public int Active { get; internal set; }

    /// <summary>The most connections at once.</summary>
    public int ActiveMax { get; internal set; }

    /// <summary>Ended by both sides, in order.</summary>
    public long Finished { get; internal set; }

    /// <summary>Reset because there were too many.</summary>
    public long RefusedByLimit { get; internal set; }

    /// <summary>Reset because their address had too many.</summary>
    public long RefusedByPeerLimit { get; internal set; }

    /// <summary>Reset because no backend could be had.</summary>
    public long RefusedWithoutBackend { get; internal set; }

    /// <summary>Reset because a proxy in front sent no header of the PROXY protocol, or a wrong one.</summary>
    public long RefusedByHeader { get; internal set; }

    /// <summary>Reset because the header of a proxy in front took too long.</summary>
    public long HeaderTimeouts { get; internal set; }

    /// <summary>Attempts to connect to a backend that failed or took too long; another was tried where there was one.</summary>
    public long ConnectFailures { get; internal set; }

    /// <summary>Connections that were broken off by the client.</summary>
    public long ClientResets { get; internal set; }

    /// <summary>Connections that were broken off by the backend.</summary>
    public long BackendResets { get; internal set; }

    /// <summary>Reset because nothing moved for too long.</summary>
    public long IdleTimeouts { get; internal set; }

    /// <summary>Reset because they had not ended in time when the balancer was stopped.</summary>
    public long DrainResets { get; internal set; }

    /// <summary>How often the process had no descriptors left, so that connections had to wait.</summary>
    public long Exhaustions { get; internal set; }

    /// <summary>Bytes from clients to backends, with headers of our own.</summary>
    public long BytesToBackends { get; internal set; }

    /// <summary>Bytes from backends to clients.</summary>
    public long BytesToClients { get; internal set; }
}
