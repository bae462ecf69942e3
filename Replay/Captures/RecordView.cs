using FeedHandler.Core.Frames;

namespace FeedHandler.Replay.Captures;

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
