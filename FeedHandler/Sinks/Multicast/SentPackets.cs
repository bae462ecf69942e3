using FeedHandler.Core.Recovery;

namespace FeedHandler.Sinks.Multicast;

/// <summary>The latest datagrams of a channel as they were sent, bounded in bytes; the oldest go first. One thread adds, others copy.</summary>
/// <param name="byteCountMax">How many bytes are kept.</param>
public sealed class SentPackets(int byteCountMax) : IDisposable
{
    private const int PacketBytesMean = 256; // smaller ones are given up earlier than bytes alone would have it
    private readonly Lock _lock = new();
    private readonly PacketHistory _history = new(Math.Max(byteCountMax / PacketBytesMean, 1), byteCountMax);
    private bool _isDisposed;

    /// <summary>The first and the last number that are kept; the last is below the first when none is.</summary>
    public (long First, long Last) Range
    {
        get
        {
            lock (_lock) return ((long)_history.First, (long)_history.Next - 1);
        }
    }

    /// <summary>Keeps a datagram.</summary>
    /// <param name="number">Its number, the next one.</param>
    /// <param name="datagram">The bytes, copied.</param>
    public void Add(long number, ReadOnlySpan<byte> datagram)
    {
        lock (_lock)
        {
            if (_history.Next == 0) _history.Restart((ulong)number);
            _history.Add((ulong)number, (ulong)number + 1, datagram);
        }
    }

    /// <summary>Copies a datagram.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="room">Takes it, as long as any datagram can be.</param>
    /// <returns>How long it is; 0 when it is not kept any more, or not sent yet.</returns>
    public int Copy(long number, Span<byte> room)
    {
        lock (_lock)
        {
            if (_isDisposed || number < (long)_history.First || number >= (long)_history.Next) return 0;
            ReadOnlySpan<byte> datagram = _history[_history.PlaceAfter((ulong)number - 1)];
            datagram.CopyTo(room);
            return datagram.Length;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            _history.Dispose();
        }
    }
}
