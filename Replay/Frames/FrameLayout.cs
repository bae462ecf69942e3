using FeedHandler.Replay.Captures;

namespace FeedHandler.Replay.Frames;

/// <summary>Where the headers of a frame lie, filled in layer by layer. Offsets are bytes from the beginning of the frame.</summary>
internal struct FrameLayout
{
    internal const ushort IPv4Type = 0x0800;
    internal const ushort IPv6Type = 0x86DD;

    /// <summary>The type of the network layer, as Ethernet numbers it.</summary>
    internal ushort EtherType;

    internal int NetworkOffset;

    internal int TransportOffset;

    /// <summary>End of the IP packet by its own length; more than the captured bytes when some are missing.</summary>
    internal int NetworkEnd;

    /// <summary>Whether the IP packet states its length; one that was captured before segmentation offload does not.</summary>
    internal bool HasNetworkLength;

    internal byte Protocol;

    internal bool IsFragment;

    /// <summary>Whether a switch put its time in front of the payload.</summary>
    internal bool HasHeaderTime;

    internal long HeaderTimeNs;

    /// <summary>What a frame is that ends before its headers do: cut by the capture, or wrong from the start.</summary>
    internal static FrameOutcome TooShort(in CaptureRecord record) =>
        record.IsTruncated ? FrameOutcome.Truncated : FrameOutcome.Malformed;
}
