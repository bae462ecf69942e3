using System.Net;

namespace FeedHandler.Balance.Tls;

/// <summary>What a TLS front listens on, whom it relays to and what it bounds. Times are in milliseconds.</summary>
public sealed record TlsFrontOptions
{
    /// <summary>Where it listens; port 0 takes a free one.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>
    /// Whom it relays to, in plain bytes behind a header of the PROXY protocol: on loopback, and believing such headers from there. Every process of the
    /// machine that can connect there is believed too.
    /// </summary>
    public required IPEndPoint Target { get; init; }

    /// <summary>Certificate and key.</summary>
    public required TlsIdentity Identity { get; init; }

    /// <summary>How long a client may take for its handshake.</summary>
    public int HandshakeTimeoutMs { get; init; } = 5000;

    /// <summary>Handshakes at once, which cost the most; whoever comes meanwhile waits in the kernel's queue.</summary>
    public int HandshakeCountMax { get; init; } = 64;

    /// <summary>Connections at once; what is more is reset.</summary>
    public int ConnectionCountMax { get; init; } = 4000;
}

/// <summary>What became of connections of a TLS front.</summary>
/// <param name="Accepted">Connections accepted.</param>
/// <param name="Active">Connections now.</param>
/// <param name="Handshakes">Handshakes that succeeded.</param>
/// <param name="FailedHandshakes">Handshakes that failed.</param>
/// <param name="HandshakeTimeouts">Handshakes that took too long.</param>
/// <param name="Refused">Connections that were one too many.</param>
/// <param name="TargetFailures">Connections for which the target could not be reached.</param>
public readonly record struct TlsFrontCounts(
    long Accepted, int Active, long Handshakes, long FailedHandshakes, long HandshakeTimeouts, long Refused, long TargetFailures);
