using System.Net.Sockets;

namespace FeedHandler.Client.Remote;

/// <summary>A socket that never waits: a poll is one system call.</summary>
internal sealed class PlainLink : ILink
{
    private const int MicrosecondsPerMs = 1000;
    private const int WaitMsMax = int.MaxValue / MicrosecondsPerMs;
    private readonly Socket _socket;

    /// <summary>Takes over a socket that is connected.</summary>
    public PlainLink(Socket socket)
    {
        _socket = socket;
        _socket.Blocking = false;
    }

    /// <inheritdoc/>
    public string? Fault { get; private set; }

    /// <inheritdoc/>
    public int Receive(Span<byte> into)
    {
        if (Fault is not null) return 0;
        int count = _socket.Receive(into, SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock) return 0;
        if (error != SocketError.Success) Fault = FaultWords.Of(error);
        else if (count == 0) Fault = FaultWords.Closed;
        return error == SocketError.Success ? count : 0;
    }

    /// <inheritdoc/>
    public int Send(ReadOnlySpan<byte> bytes)
    {
        if (Fault is not null) return 0;
        int count = _socket.Send(bytes, SocketFlags.None, out SocketError error);
        if (error is SocketError.Success) return count;
        if (error is not SocketError.WouldBlock) Fault = FaultWords.Of(error);
        return 0;
    }

    /// <inheritdoc/>
    public void Wait(int timeoutMs)
    {
        if (Fault is null) _socket.Poll(Math.Min(timeoutMs, WaitMsMax) * MicrosecondsPerMs, SelectMode.SelectRead);
    }

    /// <inheritdoc/>
    public async ValueTask WaitAsync(CancellationToken cancellation)
    {
        try
        {
            await _socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, cancellation).ConfigureAwait(false);
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // the next poll finds out
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
