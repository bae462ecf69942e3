namespace FeedHandler.Gateway.Connections;

/// <summary>Why a connection ended. The loop counts by reason.</summary>
public enum CloseReason : byte
{
    /// <summary>The peer had no more to send and closed its side in order.</summary>
    PeerClosed = 0,

    /// <summary>The peer, or its machine, broke the connection (ECONNRESET, EPIPE).</summary>
    Reset = 1,

    /// <summary>The peer acknowledged nothing for so long that the system gave up (ETIMEDOUT).</summary>
    TimedOut = 2,

    /// <summary>Any other error of the system.</summary>
    Failed = 3,

    /// <summary>The peer sent more than fits without being a whole message, see <see cref="Loops.LoopOptions.PartialBytesMax"/>.</summary>
    PartialTooLong = 4,

    /// <summary>The peer sent more in a second than it may, see <see cref="Loops.LoopOptions.ReceivedBytesPerSecondMax"/>.</summary>
    TooFast = 5,

    /// <summary>There was no memory left for it: segments, slices, or its share of the backlog.</summary>
    Overload = 6,

    /// <summary>It was to be closed after all was sent, and the peer did not take that in time.</summary>
    FlushExpired = 7,

    /// <summary>The loop ended.</summary>
    Stopped = 8,

    /// <summary>The handler: the peer broke the protocol.</summary>
    Protocol = 9,

    /// <summary>The handler: the peer may not do this.</summary>
    Refused = 10,

    /// <summary>The handler: the peer took what it was sent too slowly.</summary>
    TooSlow = 11,

    /// <summary>The handler: the peer was silent for too long.</summary>
    Silent = 12,

    /// <summary>The handler: all was said.</summary>
    Finished = 13,
}
