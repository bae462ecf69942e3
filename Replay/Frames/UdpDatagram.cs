namespace FeedHandler.Replay.Frames;

/// <summary>One UDP datagram within a captured frame, in place. A ref struct, so that nobody keeps it.</summary>
public readonly ref struct UdpDatagram
{
    /// <summary>What the datagram carries.</summary>
    public ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>Who sent it.</summary>
    public UdpEndpoint Source { get; init; }

    /// <summary>Where it was sent: for market data, the multicast group and port.</summary>
    public UdpEndpoint Destination { get; init; }

    /// <summary>When it was received, in nanoseconds since the Unix epoch: by the device on the wire when <see cref="TimeSource"/> says so,
    /// otherwise by the capturing host.</summary>
    public long TimestampNs { get; init; }

    /// <summary>When the capturing host received it, in nanoseconds since the Unix epoch.</summary>
    public long CaptureNs { get; init; }

    /// <summary>Whether the capture or a device says when it was received. Without, <see cref="TimestampNs"/> is that of the record before in its file,
    /// or 0.</summary>
    public bool HasTime { get; init; }

    /// <summary>Whether the capture kept only the beginning of the payload.</summary>
    public bool IsCut { get; init; }

    /// <summary>Who took <see cref="TimestampNs"/>.</summary>
    public TimeSource TimeSource { get; init; }
}

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
