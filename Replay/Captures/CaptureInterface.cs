using FeedHandler.Core.Frames;

namespace FeedHandler.Replay.Captures;

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
