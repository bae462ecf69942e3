using System.Net;
using System.Net.Sockets;
using FeedHandler.Replay.Tcp;
using FeedHandler.Sinks.Multicast;

namespace FeedHandler.Engine;

/// <summary>
/// Sends datagrams of a feed's multicast again, by TCP, to whoever asks: one request after another, each of a bounded number of packets, as long as they are
/// kept. Clients have a thread each, and are few; none of them can slow the feed, as all that they share with it is a copy of a datagram at a time.
/// </summary>
internal sealed class RetransmitServer : IDisposable
{
    private readonly SessionListener _listener;
    private long _packetCount;
    private long _requestCount;
    private long _refusedCount;

    /// <summary>Listens.</summary>
    /// <param name="options">Where, and how much it gives.</param>
    /// <param name="publisher">Has what was sent.</param>
    /// <exception cref="SocketException">It cannot listen there.</exception>
    public RetransmitServer(RetransmitOptions options, MulticastPublisher publisher)
    {
        Options = options;
        Publisher = publisher;
        _listener = new SessionListener(options.Listen, "retransmit", options.ConnectionsMax, connection => new RetransmitSession(this, connection).Run());
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => _listener.EndPoint;

    /// <summary>How much it gives.</summary>
    public RetransmitOptions Options { get; }

    /// <summary>Has what was sent.</summary>
    public MulticastPublisher Publisher { get; }

    /// <summary>Packets that were sent again.</summary>
    public long PacketCount => Volatile.Read(ref _packetCount);

    /// <summary>Requests that were answered to the end.</summary>
    public long RequestCount => Volatile.Read(ref _requestCount);

    /// <summary>Requests and connections that were refused.</summary>
    public long RefusedCount => Volatile.Read(ref _refusedCount) + _listener.RefusedCount;

    /// <summary>Clients that are connected.</summary>
    public int SessionCount => _listener.SessionCount;

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    internal void CountPacket() => Interlocked.Increment(ref _packetCount);

    internal void CountRequest() => Interlocked.Increment(ref _requestCount);

    internal void CountRefused() => Interlocked.Increment(ref _refusedCount);
}

/// <summary>Where datagrams are sent again, and how much of that there is.</summary>
/// <param name="Listen">Where it listens.</param>
public sealed record RetransmitOptions(IPEndPoint Listen)
{
    /// <summary>Connections when nobody says how many.</summary>
    public const int ConnectionsDefault = 16;

    /// <summary>How many clients there may be at a time; one more is closed at once.</summary>
    public int ConnectionsMax { get; init; } = ConnectionsDefault;

    /// <summary>How many requests one connection may make.</summary>
    public int RequestsMax { get; init; } = 256;

    /// <summary>How long a client may take for its next request, all of it, and to take what it is sent.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);
}
