using FeedHandler.Core.Frames;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Streams;

/// <summary>One direction of a TCP connection.</summary>
/// <param name="Source">Who sends.</param>
/// <param name="Destination">Who receives.</param>
public readonly record struct TcpFlow(UdpEndpoint Source, UdpEndpoint Destination)
{
    /// <summary>The other direction.</summary>
    public TcpFlow Reverse => new(Destination, Source);

    /// <summary>Both ends, such as `10.0.0.1:9000 > 10.0.0.2:40000`.</summary>
    public override string ToString() => $"{Source} > {Destination}";
}

/// <summary>One TCP segment within a captured frame, in place. A ref struct, so that nobody keeps it.</summary>
public readonly ref struct TcpSegment
{
    /// <summary>Whose it is.</summary>
    public TcpFlow Flow { get; init; }

    /// <summary>Its place in the stream.</summary>
    public TcpHeader Header { get; init; }

    /// <summary>What it carries.</summary>
    public ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>When it was captured, in nanoseconds since the Unix epoch.</summary>
    public long TimestampNs { get; init; }
}

/// <summary>Takes the segments of captures.</summary>
public interface ISegmentTaker
{
    /// <summary>Takes one, in the order of the capture.</summary>
    /// <param name="segment">The segment.</param>
    void OnSegment(in TcpSegment segment);
}

/// <summary>Takes streams, each in its order.</summary>
public interface IStreamTaker
{
    /// <summary>A stream begins; one of the same ends that was there before is over.</summary>
    /// <param name="flow">Which.</param>
    void OnBegin(TcpFlow flow);

    /// <summary>Bytes come, right behind those before.</summary>
    /// <param name="flow">Of which stream.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="timeNs">When they were captured, in nanoseconds since the Unix epoch.</param>
    void OnBytes(TcpFlow flow, ReadOnlySpan<byte> bytes, long timeNs);

    /// <summary>Bytes are not in the capture.</summary>
    /// <param name="flow">Of which stream.</param>
    /// <param name="count">How many.</param>
    void OnGap(TcpFlow flow, uint count);
}

/// <summary>What was found of TCP.</summary>
public sealed class TcpCounters
{
    /// <summary>Directions of connections that were met.</summary>
    public long Streams { get; internal set; }

    /// <summary>Those of which the capture does not have the begin.</summary>
    public long MidStreams { get; internal set; }

    /// <summary>Segments.</summary>
    public long Segments { get; internal set; }

    /// <summary>Segments that came before others that belong in front of them.</summary>
    public long OutOfOrder { get; internal set; }

    /// <summary>Segments of which all had come before.</summary>
    public long Retransmitted { get; internal set; }

    /// <summary>Segments of which the beginning had come before: the bytes that came first were kept.</summary>
    public long Overlaps { get; internal set; }

    /// <summary>How often bytes were missing.</summary>
    public long Gaps { get; internal set; }

    /// <summary>How many.</summary>
    public long MissingBytes { get; internal set; }
}
