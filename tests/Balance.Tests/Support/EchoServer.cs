using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Balance.Tests.Support;

/// <summary>Sends back what comes, and ends when the client has: a backend that reads headers of the PROXY protocol where it is told to.</summary>
internal sealed class EchoServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<Socket, bool> _open = new();
    private readonly bool _readsHeader;

    public EchoServer(bool readsHeader = false, int port = 0)
    {
        _readsHeader = readsHeader;
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        _listener.Listen(4096);
        EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
        _ = AcceptAsync();
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>The status that /healthz is answered with.</summary>
    public volatile int Health = 200;

    /// <summary>Whether connections are read; a server that is stalled reads nothing and sends nothing.</summary>
    public volatile bool IsStalled;

    /// <summary>Who is connected, as headers say, and "local" where a proxy is connected for itself.</summary>
    public ConcurrentQueue<string> Sources { get; } = new();

    /// <summary>Connections that have brought a byte.</summary>
    public int Served => _served;

    private int _served;

    /// <summary>Refuses and resets everything, as a process that was killed in mid-stream.</summary>
    public void Dispose()
    {
        _listener.Dispose();
        foreach (Socket socket in _open.Keys)
        {
            if (!_open.TryRemove(socket, out _)) continue;
            socket.LingerState = new LingerOption(true, 0);
            socket.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                if (await NextAsync() is not { } client) continue;
                _open[client] = true;
                _ = ServeAsync(client);
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // killed
        }
    }

    // Null where a test leaves no descriptor for it just now.
    private async Task<Socket?> NextAsync()
    {
        try
        {
            return await _listener.AcceptAsync();
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.TooManyOpenSockets)
        {
            await Task.Delay(5);
            return null;
        }
    }

    private async Task ServeAsync(Socket client)
    {
        byte[] buffer = new byte[16 * 1024];
        bool isFirst = true;
        bool hasHeader = !_readsHeader;
        int kept = 0;
        try
        {
            while (true)
            {
                while (IsStalled) await Task.Delay(5);
                int read = await client.ReceiveAsync(buffer.AsMemory(kept));
                if (read == 0) break;
                int end = kept + read;
                int start = 0;
                if (!hasHeader)
                {
                    ProxyHeaderStatus status = ProxyHeader.Read(buffer.AsSpan(0, end), out ProxyHeader header);
                    kept = status == ProxyHeaderStatus.Incomplete ? end : 0;
                    if (kept > 0) continue;
                    if (status != ProxyHeaderStatus.Complete) throw new SocketException((int)SocketError.ProtocolNotSupported);
                    Sources.Enqueue(header.IsLocal ? "local" : header.Source.ToString());
                    (hasHeader, start) = (true, header.LengthBytes);
                }

                if (start == end) continue;
                if (buffer.AsSpan(start, end - start).StartsWith("GET "u8))
                {
                    await client.SendAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 {Health} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
                    break;
                }

                if (isFirst) Interlocked.Increment(ref _served);
                isFirst = false;
                for (int sent = start; sent < end;) sent += await client.SendAsync(buffer.AsMemory(sent, end - sent));
            }

            client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // the other side is gone, or we are
        }

        if (_open.TryRemove(client, out _)) client.Dispose();
    }
}
