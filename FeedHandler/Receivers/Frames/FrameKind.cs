namespace FeedHandler.Receivers.Frames;

/// <summary>What a frame turned out to be.</summary>
internal enum FrameKind : byte
{
    /// <summary>A whole UDP datagram.</summary>
    Udp = 0,

    /// <summary>Well-formed as far as it was read, and no UDP datagram.</summary>
    Other = 1,

    /// <summary>A part of a datagram; it is not put together here.</summary>
    Fragment = 2,

    /// <summary>Its lengths contradict each other or its own.</summary>
    Malformed = 3,
}
