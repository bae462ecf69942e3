namespace FeedHandler.Replay.Frames;

/// <summary>Who took the time of a datagram.</summary>
public enum TimeSource : byte
{
    /// <summary>The capturing host: the record's time stamp.</summary>
    Capture = 0,

    /// <summary>A device on the wire, in a trailer behind the frame.</summary>
    Trailer,

    /// <summary>A switch on the wire, in a header in front of the payload.</summary>
    Header,
}
