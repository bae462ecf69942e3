namespace FeedHandler.Core.Arbitration;

/// <summary>What arbitration needs of a venue's packet header.</summary>
public struct PacketHeader
{
    /// <summary>The packet's number on its channel; one more with every packet, the same on both lines.</summary>
    public uint SeqNum;

    /// <summary>When the venue sent it, in nanoseconds since the Unix epoch.</summary>
    public ulong SendingTimeNs;
}
