namespace FeedHandler.Replay.Publishing;

/// <summary>A packet on its way out, in a buffer that is used again.</summary>
internal sealed class PublishedPacket
{
    private byte[] _bytes = [];
    private int _length;

    /// <summary>The group.</summary>
    public int Group { get; private set; }

    /// <summary>When it is due, in nanoseconds from the start.</summary>
    public long DueNs { get; set; }

    /// <summary>Its number in the capture, over all loops.</summary>
    public long Index { get; private set; }

    /// <summary>The payload.</summary>
    public Span<byte> Payload => _bytes.AsSpan(0, _length);

    /// <summary>Takes a copy of a payload.</summary>
    public void Set(long index, int group, ReadOnlySpan<byte> payload, long dueNs)
    {
        if (_bytes.Length < payload.Length) _bytes = new byte[payload.Length];
        payload.CopyTo(_bytes);
        _length = payload.Length;
        (Index, Group, DueNs) = (index, group, dueNs);
    }
}
