using FeedHandler.Gateway.Buffers;
using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Loops;
using FeedHandler.Native.Sockets;
using FeedHandler.Native.Threads;

namespace FeedHandler.Benchmarks.Gateway;

/// <summary>Sends a batch of messages to every receiver with each turn in which none of them has a backlog, and closes them when all was sent.</summary>
internal sealed class FanOutHandler(int receiverCount, int batch, long turnCount) : IConnectionHandler
{
    private const int MessageBytes = 64;

    private readonly List<ConnectionId> _receivers = [];
    private readonly CancellationTokenSource _end = new();
    private SharedSegment? _segment;
    private long _turnsDone;
    private long _startNs;

    public IEventLoop Loop { get; set; } = null!;

    public volatile bool IsOpen;

    public CancellationToken Ended => _end.Token;

    public long ProcessorNs { get; private set; }

    public long SentCount => turnCount * batch * receiverCount;

    public void OnOpened(ConnectionId id, in PeerAddress peer) => _receivers.Add(id);

    public int OnReceived(ConnectionId id, ReadOnlySpan<byte> bytes) => bytes.Length;

    public void OnDrained(ConnectionId id)
    {
    }

    public void OnBacklog(ConnectionId id, long bytes)
    {
    }

    public void OnTimer(ConnectionId id, int kind)
    {
    }

    public void OnClosed(ConnectionId id, CloseReason reason)
    {
        _receivers.Remove(id);
        if (_receivers.Count == 0) _end.Cancel();
    }

    public bool OnTurn()
    {
        if (_receivers.Count < receiverCount || _turnsDone > turnCount) return false;
        if (_turnsDone == 0 && _startNs == 0) _startNs = NowNs();
        foreach (ConnectionId id in _receivers)
        {
            if (Loop.Backlog(id) > 0) return false;
        }

        if (_turnsDone++ < turnCount)
        {
            for (int i = 0; i < batch; i++) SendOne();
            return true;
        }

        ProcessorNs = NowNs() - _startNs;
        _segment?.Release();
        foreach (ConnectionId id in _receivers) Loop.Close(id, CloseReason.Finished, afterFlush: true);
        return true;
    }

    private static long NowNs() => ThreadUsage.TryReadCurrent(out ThreadUsage usage) ? usage.CpuNs : 0;

    // Encoded once, and sent from where it was encoded.
    private void SendOne()
    {
        if (_segment is null || _segment.Free.Length < MessageBytes)
        {
            _segment?.Release();
            if (!Loop.Segments.TryRent(out _segment)) throw new InvalidOperationException("no segment is left");
        }

        int offset = _segment.Length;
        _segment.Free[..MessageBytes].Fill((byte)offset);
        _segment.Advance(MessageBytes);
        foreach (ConnectionId id in _receivers) Loop.Send(id, _segment, offset, MessageBytes);
    }
}
