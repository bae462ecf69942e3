using FeedHandler.Wire;

namespace FeedHandler.Sinks.Multicast;

/// <summary>How a feed is sent by multicast.</summary>
public sealed record PublishSettings
{
    /// <summary>The fewest bytes that a datagram may be limited to: what one instrument's definition or book takes at most must fit.</summary>
    public static int PacketBytesMin { get; } = DatagramHeader.Bytes + MulticastMessages.BytesMax
        + Math.Max(FrameEncoder.DefinitionBytesMax, FrameEncoder.SnapshotBytesMax);

    /// <summary>The most bytes that a datagram may have.</summary>
    public const int PacketBytesMax = MulticastMessages.DatagramBytesMax;

    /// <summary>How many bytes of payload a datagram has at most.</summary>
    public int PacketBytes { get; init; } = 1400;

    /// <summary>Behind how much silence of a channel a heartbeat is sent, in nanoseconds.</summary>
    public long HeartbeatNs { get; init; } = 100_000_000;

    /// <summary>How many datagrams of snapshots go out in a millisecond at most, of all channels together.</summary>
    public int LoopPacketsPerMs { get; init; } = 2;

    /// <summary>How long it is from the beginning of one turn of a channel's loop to that of the next at least, in nanoseconds.</summary>
    public long LoopPeriodNs { get; init; } = 1_000_000_000;

    /// <summary>How many bytes of datagrams are kept of each channel to be sent again; 0 keeps none.</summary>
    public int HistoryBytes { get; init; } = 16 << 20;
}
