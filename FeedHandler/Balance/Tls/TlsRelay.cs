using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Balance.Tls;

/// <summary>One connection of a TLS front behind its handshake: both directions, each with its own end.</summary>
/// <param name="client">The client's socket.</param>
/// <param name="secured">Its bytes.</param>
/// <param name="target">Whom it relays to.</param>
internal sealed class TlsRelay(Socket client, SslStream secured, IPEndPoint target) : IDisposable
{
    private const int BufferBytes = 16 * 1024;
    private readonly Socket _target = new(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>Connects to the target and tells it who the client is.</summary>
    /// <returns>Whether it could be reached.</returns>
    public async Task<bool> ConnectAsync(CancellationToken stop)
    {
        try
        {
            byte[] header = new byte[ProxyHeader.WrittenBytesMax];
            int length = ProxyHeader.Write(
                PeerAddress.Of((IPEndPoint)client.RemoteEndPoint!), PeerAddress.Of((IPEndPoint)client.LocalEndPoint!), header);
            await _target.ConnectAsync(target, stop).ConfigureAwait(false);
            await _target.SendAsync(header.AsMemory(0, length), stop).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            Break();
            return false;
        }
    }

    /// <summary>Relays until both sides have ended, or one has failed.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using CancellationTokenRegistration breaking = stop.UnsafeRegister(static relay => ((TlsRelay)relay!).Break(), this);
        using NetworkStream plain = new(_target);
        await Task.WhenAll(MoveAsync(secured, plain, EndTarget), MoveAsync(plain, secured, secured.ShutdownAsync)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _target.Dispose();

    // A buffer is held only while bytes are moved: a read of nothing tells when there are some.
    private async Task MoveAsync(Stream source, Stream sink, Func<Task> end)
    {
        try
        {
            int count;
            do
            {
                await source.ReadAsync(Memory<byte>.Empty).ConfigureAwait(false);
                byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
                count = await source.ReadAsync(buffer).ConfigureAwait(false);
                if (count > 0) await sink.WriteAsync(buffer.AsMemory(0, count)).ConfigureAwait(false);
                ArrayPool<byte>.Shared.Return(buffer); // one that a failed call may still use is left to the collector
            }
            while (count > 0);
            await end().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            Break();
        }
    }

    private Task EndTarget()
    {
        _target.Shutdown(SocketShutdown.Send);
        return Task.CompletedTask;
    }

    // Both are reset: neither side takes what it got for the whole.
    private void Break()
    {
        foreach (Socket socket in (Socket[])[client, _target])
        {
            try
            {
                socket.LingerState = new LingerOption(true, 0);
            }
            catch (Exception failure) when (failure is ObjectDisposedException or SocketException)
            {
                // closed already
            }

            socket.Close();
        }
    }
}
