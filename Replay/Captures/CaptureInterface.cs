using FeedHandler.Core.Frames;

namespace FeedHandler.Replay.Captures;

/// <summary>What a pcapng interface description says about the packets captured on it.</summary>
internal struct CaptureInterface
{
    internal LinkType LinkType;

    /// <summary>The most bytes captured of a frame; 0 when unlimited.</summary>
    internal uint SnapLength;

    internal TimestampScale Scale;
}
