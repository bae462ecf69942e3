using System.Net;
using System.Net.Sockets;

namespace FeedHandler.Replay.Tcp;

/// <summary>
/// Serves lost packets by TCP as CME's historical replay does: a logon, one request of at most 2000 packets, the packets with their sizes, a logout, and the
/// end. It stands in for the exchange's where a desk has no line to it, and in tests, where it can also be told what to do wrong.
/// </summary>
public sealed class ReplayServer : IDisposable
{
    private readonly ReplayServerOptions _options;
    private readonly TcpListener _listener;
    private readonly Thread _thread;
    private readonly Lock _lock = new();
    private readonly HashSet<Socket> _connections = [];
    private int _sessionCount;
    private long _connectionCount;
    private long _refusedCount;
    private long _packetCount;
    private long _requestCount;
    private volatile bool _isDisposed;

    /// <summary>Listens.</summary>
    /// <param name="endpoint">Where; port 0 takes any that is free.</param>
    /// <param name="options">Whom it serves.</param>
    /// <exception cref="SocketException">It cannot listen there.</exception>
    public ReplayServer(IPEndPoint endpoint, ReplayServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _listener = new TcpListener(endpoint);
        _listener.Start();
        _thread = new Thread(Listen) { Name = "replay-server", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>What it does wrong from here on.</summary>
    public ServerFault Fault { get; set; }

    /// <summary>Connections that were taken.</summary>
    public long ConnectionCount => Volatile.Read(ref _connectionCount);

    /// <summary>Requests and connections that were refused.</summary>
    public long RefusedCount => Volatile.Read(ref _refusedCount);

    /// <summary>Requests that were answered to the end.</summary>
    public long RequestCount => Volatile.Read(ref _requestCount);

    /// <summary>Packets that were sent.</summary>
    public long PacketCount => Volatile.Read(ref _packetCount);

    /// <summary>The last request, as <c>channel FIRST-LAST</c>; empty before the first.</summary>
    public string LastRequest { get; internal set; } = "";

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        _listener.Dispose();
        _thread.Join();
        lock (_lock)
        {
            foreach (Socket connection in _connections) connection.Dispose();
        }

        while (Volatile.Read(ref _sessionCount) > 0) Thread.Sleep(1);
    }

    internal void CountRefused() => Interlocked.Increment(ref _refusedCount);

    internal void CountRequest() => Interlocked.Increment(ref _requestCount);

    internal void CountPacket() => Interlocked.Increment(ref _packetCount);

    // A client that goes before it is taken costs itself alone.
    private void Listen()
    {
        while (!_isDisposed)
        {
            try
            {
                Take(_listener.AcceptSocket());
            }
            catch (SocketException) when (!_isDisposed)
            {
                Thread.Sleep(1); // out of descriptors, as it may be for a while: not all of a core is taken for it
            }
            catch (Exception failure) when (failure is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return; // it was disposed of: there is nobody to tell
            }
        }
    }

    private void Take(Socket connection)
    {
        Interlocked.Increment(ref _connectionCount);
        lock (_lock)
        {
            if (_connections.Count >= _options.ConnectionsMax || Fault == ServerFault.Closes)
            {
                CountRefused();
                connection.Dispose();
                return;
            }

            _connections.Add(connection);
        }

        Interlocked.Increment(ref _sessionCount);
        new Thread(() => Serve(connection)) { Name = "replay-session", IsBackground = true }.Start();
    }

    private void Serve(Socket connection)
    {
        try
        {
            new ReplaySession(this, _options, connection, Fault).Run();
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The client went, or was too slow: its session is over, and it will come again.
        }
        finally
        {
            lock (_lock) _connections.Remove(connection);
            connection.Dispose();
            Interlocked.Decrement(ref _sessionCount);
        }
    }
}
