using FeedHandler.Wire;

namespace FeedHandler.Client.Remote;

/// <summary>What came on a connection, cut into frames. It is as long as two of the longest, so that one always fits behind what is left of another.</summary>
internal sealed class FrameBuffer
{
    private readonly byte[] _bytes = new byte[2 * (FrameHeader.FrameBytesMax + 1)];
    private int _from, _to;

    /// <summary>Forgets what came: the connection is another.</summary>
    public void Clear() => (_from, _to) = (0, 0);

    /// <summary>Takes more of a connection.</summary>
    /// <returns>Whether anything came.</returns>
    public bool Fill(ILink link)
    {
        if (_from > 0)
        {
            _bytes.AsSpan(_from, _to - _from).CopyTo(_bytes);
            (_from, _to) = (0, _to - _from);
        }

        int count = link.Receive(_bytes.AsSpan(_to));
        _to += count;
        return count > 0;
    }

    /// <summary>Cuts the next frame.</summary>
    /// <param name="frame">The frame, until more is taken.</param>
    public FrameResult Next(out ReadOnlySpan<byte> frame)
    {
        FrameResult result = FrameDecoder.TryRead(_bytes.AsSpan(_from, _to - _from), out int frameBytes);
        frame = _bytes.AsSpan(_from, frameBytes);
        _from += frameBytes;
        return result;
    }
}

/// <summary>What is to be sent on a connection and did not go yet.</summary>
internal sealed class OutBuffer
{
    private byte[] _bytes = new byte[2 * SessionMessages.BytesMax];
    private int _count;

    /// <summary>Whether anything is left.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>Forgets what is left: the connection is another.</summary>
    public void Clear() => _count = 0;

    /// <summary>Room for a message.</summary>
    public Span<byte> Room()
    {
        if (_bytes.Length - _count < SessionMessages.BytesMax) Array.Resize(ref _bytes, 2 * _bytes.Length);
        return _bytes.AsSpan(_count);
    }

    /// <summary>Takes what was written into the room.</summary>
    public void Commit(int byteCount) => _count += byteCount;

    /// <summary>Sends as much as goes.</summary>
    public void Flush(ILink link)
    {
        if (_count == 0) return;
        int sent = link.Send(_bytes.AsSpan(0, _count));
        _bytes.AsSpan(sent, _count - sent).CopyTo(_bytes);
        _count -= sent;
    }
}
