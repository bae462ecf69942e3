namespace FeedHandler.Replay.Captures;

/// <summary>One captured frame.</summary>
public readonly ref struct CaptureRecord
{
    /// <summary>The captured bytes, from the link header on. They lie in the mapped file.</summary>
    public ReadOnlySpan<byte> Bytes { get; init; }

    /// <summary>When it was captured, nanoseconds since the Unix epoch; 0 when the format tells no time.</summary>
    public long TimestampNs { get; init; }

    /// <summary>How long the frame was on the wire.</summary>
    public uint OriginalBytes { get; init; }

    /// <summary>What the frame starts with.</summary>
    public LinkType LinkType { get; init; }

    /// <summary>Where the record starts in the file.</summary>
    public long FileOffset { get; init; }

    /// <summary>Whether the capture holds less than the wire did.</summary>
    public bool IsTruncated => (uint)Bytes.Length < OriginalBytes;
}
