namespace FeedHandler.Core.Arbitration;

/// <summary>What arbitration must know of a packet, the same for every venue.</summary>
public struct PacketHeader
{
    /// <summary>The venue's own number of the session to which the sequence belongs; 0 where it has none and a restart is told by the sending time.</summary>
    public ulong Epoch;

    /// <summary>The number of the packet, or of its first message where the venue numbers messages; the same on every line.</summary>
    public ulong First;

    /// <summary>How many numbers it takes: 1 where packets are numbered.</summary>
    public uint Count;

    /// <summary>How many of its numbers were delivered before, where the venue cuts the lines differently; arbitration sets it.</summary>
    public uint Skip;

    /// <summary>When the venue sent it, in nanoseconds since the Unix epoch.</summary>
    public long SendingTimeNs;
}
