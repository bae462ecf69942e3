using System.Net;
using System.Net.Sockets;

namespace FeedHandler.Replay.Tcp;

/// <summary>
/// Serves lost packets by TCP as CME's historical replay does: a logon, one request of at most 2000 packets, the packets with their sizes, a logout, and the
/// end. It stands in for the exchange's where a desk has no line to it, and in tests, where it can also be told what to do wrong.
/// </summary>
public sealed class ReplayServer : IDisposable
{
    private readonly SessionListener _listener;
    private long _refusedCount;
    private long _packetCount;
    private long _requestCount;

    /// <summary>Listens.</summary>
    /// <param name="endpoint">Where; port 0 takes any that is free.</param>
    /// <param name="options">Whom it serves.</param>
    /// <exception cref="SocketException">It cannot listen there.</exception>
    public ReplayServer(IPEndPoint endpoint, ReplayServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _listener = new SessionListener(
            endpoint, "replay-server", options.ConnectionsMax, connection => new ReplaySession(this, options, connection, Fault).Run(),
            _ => Fault != ServerFault.Closes);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => _listener.EndPoint;

    /// <summary>What it does wrong from here on.</summary>
    public ServerFault Fault { get; set; }

    /// <summary>Connections that were taken.</summary>
    public long ConnectionCount => _listener.ConnectionCount;

    /// <summary>Requests and connections that were refused.</summary>
    public long RefusedCount => Volatile.Read(ref _refusedCount) + _listener.RefusedCount;

    /// <summary>Requests that were answered to the end.</summary>
    public long RequestCount => Volatile.Read(ref _requestCount);

    /// <summary>Packets that were sent.</summary>
    public long PacketCount => Volatile.Read(ref _packetCount);

    /// <summary>The last request, as <c>channel FIRST-LAST</c>; empty before the first.</summary>
    public string LastRequest { get; internal set; } = "";

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    internal void CountRefused() => Interlocked.Increment(ref _refusedCount);

    internal void CountRequest() => Interlocked.Increment(ref _requestCount);

    internal void CountPacket() => Interlocked.Increment(ref _packetCount);
}
