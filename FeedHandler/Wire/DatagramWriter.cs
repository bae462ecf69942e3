using FeedHandler.Codecs.Normalized;

namespace FeedHandler.Wire;

/// <summary>Fills datagrams of one feed of a channel with frames, and numbers them. It allocates nothing after it was made.</summary>
/// <param name="bytesMax">How long a datagram may be.</param>
/// <param name="feed">Of which of the channel's feeds they are.</param>
/// <param name="epoch">Life of the publisher.</param>
/// <param name="channelId">The channel's number at the venue.</param>
public sealed class DatagramWriter(int bytesMax, Feed feed, long epoch, int channelId)
{
    private readonly byte[] _bytes = new byte[bytesMax];
    private readonly byte[] _heartbeat = new byte[DatagramHeader.Bytes];
    private int _length = DatagramHeader.Bytes;
    private int _frameCount;
    private long _sentNs;

    /// <summary>The number of the datagram that is being filled.</summary>
    public long Next { get; private set; } = 1;

    /// <summary>Whether it has no frame yet.</summary>
    public bool IsEmpty => _frameCount == 0;

    /// <summary>How many bytes it has room for.</summary>
    public int RoomBytes => _bytes.Length - _length;

    /// <summary>Adds a frame, for which there is room.</summary>
    /// <param name="frame">The frame.</param>
    public void Add(ReadOnlySpan<byte> frame)
    {
        frame.CopyTo(_bytes.AsSpan(_length));
        _length += frame.Length;
        _frameCount++;
    }

    /// <summary>Ends the datagram; the next one is empty.</summary>
    /// <param name="nowNs">The time, nanoseconds since the Unix epoch.</param>
    /// <returns>The datagram, until the next frame.</returns>
    public ReadOnlySpan<byte> Seal(long nowNs)
    {
        Head(nowNs, _frameCount).Write(_bytes);
        int length = _length;
        (_length, _frameCount) = (DatagramHeader.Bytes, 0);
        Next++;
        return _bytes.AsSpan(0, length);
    }

    /// <summary>A datagram without frames, which has the number of the next one and leaves it to that.</summary>
    /// <param name="nowNs">The time, nanoseconds since the Unix epoch.</param>
    public ReadOnlySpan<byte> Heartbeat(long nowNs)
    {
        Head(nowNs, frameCount: 0).Write(_heartbeat);
        return _heartbeat;
    }

    /// <summary>Leaves a number out, as if its datagram were lost.</summary>
    public void Skip() => Next++;

    /// <summary>Numbers from 1 again.</summary>
    public void Restart() => Next = 1;

    // No packet was sent before the one in front of it, whatever the clock does.
    private DatagramHeader Head(long nowNs, int frameCount)
    {
        _sentNs = Math.Max(_sentNs, nowNs);
        return new DatagramHeader(epoch, Next, _sentNs, frameCount, channelId, feed);
    }
}
