using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Slicing;

/// <summary>A frame of a capture that is kept or cut. A ref struct, so that nobody keeps it.</summary>
public readonly ref struct SliceFrame
{
    /// <summary>The frame as it was captured.</summary>
    public CaptureRecord Record { get; init; }

    /// <summary>Its place among all frames, from 1.</summary>
    public long FrameNumber { get; init; }

    /// <summary>Whether it is a UDP datagram, or the beginning of one.</summary>
    public bool HasDatagram { get; init; }

    /// <summary>The datagram; empty when it is none.</summary>
    public UdpDatagram Datagram { get; init; }

    /// <summary>Its place among datagrams, from 1; of a frame that is none that of the last datagram before it.</summary>
    public long PacketNumber { get; init; }

    /// <summary>Whether it is a part of a datagram that was sent in fragments.</summary>
    public bool IsFragment { get; init; }
}
