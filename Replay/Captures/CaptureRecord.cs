using FeedHandler.Core.Frames;

namespace FeedHandler.Replay.Captures;

/// <summary>One captured frame, in place in the window of its reader: valid until the next is read. A ref struct, so that nobody keeps it.</summary>
/// <param name="bytes">The frame from its link-layer header on, as far as it was captured.</param>
/// <param name="timestampNs">When it was captured, in nanoseconds since the Unix epoch.</param>
/// <param name="originalLength">Bytes that the frame had on the wire.</param>
/// <param name="linkType">What the frame begins with.</param>
/// <param name="fileOffset">Bytes from the beginning of the file to the record's header.</param>
/// <param name="options">What stands beside the frame.</param>
/// <param name="hasTime">Whether it says when it was captured.</param>
public readonly ref struct CaptureRecord(
    ReadOnlySpan<byte> bytes, long timestampNs, int originalLength, LinkType linkType, long fileOffset, CaptureOptions options = default,
    bool hasTime = true)
{
    /// <summary>The most bytes of one frame that a record may hold; a larger one means that the file is corrupt.</summary>
    public const int BytesMax = 262_144;

    internal unsafe CaptureRecord(scoped in RecordView view)
        : this(
            new ReadOnlySpan<byte>(view.Start, view.CapturedLength), view.TimestampNs, view.OriginalLength, view.LinkType, view.FileOffset,
            new CaptureOptions(new ReadOnlySpan<byte>(view.OptionsStart, view.OptionsLength), view.IsSwapped), !view.IsTimeless)
    {
    }

    /// <summary>The frame from its link-layer header on, as far as it was captured.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>When it was captured, in nanoseconds since the Unix epoch. A record without a time (pcapng's simple packet) has the one
    /// of the record before it in its file, 0 when it is the first.</summary>
    public long TimestampNs { get; } = timestampNs;

    /// <summary>Whether it says when it was captured; pcapng's simple packets do not.</summary>
    public bool HasTime { get; } = hasTime;

    /// <summary>Bytes that the frame had on the wire. Some writers state less than they captured.</summary>
    public int OriginalLength { get; } = originalLength;

    /// <summary>What the frame begins with.</summary>
    public LinkType LinkType { get; } = linkType;

    /// <summary>Bytes from the beginning of the file to the record's header or block.</summary>
    public long FileOffset { get; } = fileOffset;

    /// <summary>What stands beside the frame in a pcapng file, such as comments; nothing in other formats.</summary>
    public CaptureOptions Options { get; } = options;

    /// <summary>Whether less was captured than the frame had on the wire.</summary>
    public bool IsTruncated => OriginalLength > Bytes.Length;
}

/// <summary>A <see cref="CaptureRecord"/> that can be stored: by address instead of by span.</summary>
internal unsafe struct RecordView
{
    internal byte* Start;
    internal int CapturedLength;
    internal int OriginalLength;
    internal long TimestampNs;
    internal long FileOffset;
    internal LinkType LinkType;
    internal byte* OptionsStart;
    internal int OptionsLength;
    internal bool IsSwapped;

    /// <summary>Whether the record has no time of its own: <see cref="TimestampNs"/> is that of the one before.</summary>
    internal bool IsTimeless;
}

/// <summary>What a pcapng interface description says about the packets captured on it.</summary>
internal struct CaptureInterface
{
    internal LinkType LinkType;

    /// <summary>The most bytes captured of a frame; 0 when unlimited.</summary>
    internal uint SnapLength;

    internal TimestampScale Scale;

    /// <summary>What else its description says, from the first option's code on; null or empty for nothing, or for more than is kept.</summary>
    internal byte[]? Options;

    /// <summary>Whether numbers in <see cref="Options"/> are in the other byte order than this machine's.</summary>
    internal bool IsSwapped;
}
