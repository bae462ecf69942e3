using System.Net;
using System.Net.Sockets;

namespace FeedHandler.Replay.Tcp;

/// <summary>
/// Listens by TCP and gives each connection a thread of its own, up to a number of them: what a service of a few clients needs that may wait for them. One
/// connection more is closed at once.
/// </summary>
public sealed class SessionListener : IDisposable
{
    private readonly Action<Socket> _serve;
    private readonly Func<Socket, bool> _isLetIn;
    private readonly TcpListener _listener;
    private readonly Thread _thread;
    private readonly Lock _lock = new();
    private readonly HashSet<Socket> _connections = [];
    private readonly int _connectionsMax;
    private readonly string _name;
    private int _sessionCount;
    private long _connectionCount;
    private long _refusedCount;
    private volatile bool _isDisposed;

    /// <summary>Listens.</summary>
    /// <param name="endpoint">Where; port 0 takes any that is free.</param>
    /// <param name="name">The service, as its threads are called.</param>
    /// <param name="connectionsMax">How many connections there may be at a time.</param>
    /// <param name="serve">Serves a connection to its end, on the connection's thread; failures of sockets end it.</param>
    /// <param name="isLetIn">Whether a connection is served; null for every one.</param>
    /// <exception cref="SocketException">It cannot listen there.</exception>
    public SessionListener(IPEndPoint endpoint, string name, int connectionsMax, Action<Socket> serve, Func<Socket, bool>? isLetIn = null)
    {
        (_name, _connectionsMax, _serve, _isLetIn) = (name, connectionsMax, serve, isLetIn ?? (static _ => true));
        _listener = new TcpListener(endpoint);
        _listener.Start();
        _thread = new Thread(Listen) { Name = name, IsBackground = true };
        _thread.Start();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Connections that came.</summary>
    public long ConnectionCount => Volatile.Read(ref _connectionCount);

    /// <summary>Connections that were closed at once.</summary>
    public long RefusedCount => Volatile.Read(ref _refusedCount);

    /// <summary>Connections that are being served.</summary>
    public int SessionCount => Volatile.Read(ref _sessionCount);

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

        while (SessionCount > 0) Thread.Sleep(1);
    }

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
            if (_connections.Count >= _connectionsMax || !_isLetIn(connection))
            {
                Interlocked.Increment(ref _refusedCount);
                connection.Dispose();
                return;
            }

            _connections.Add(connection);
        }

        Interlocked.Increment(ref _sessionCount);
        new Thread(() => Serve(connection)) { Name = _name, IsBackground = true }.Start();
    }

    private void Serve(Socket connection)
    {
        try
        {
            _serve(connection);
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
