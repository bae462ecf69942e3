namespace FeedHandler.Core.Arbitration;

/// <summary>What arbitration must know of a packet, the same for every venue.</summary>
public struct PacketHeader
{
    /// <summary>The venue's own number of the session to which the sequence belongs; 0 where it has none and a restart is told by the sending time.</summary>
    public ulong Epoch;

    /// <summary>The number of the packet, or of its first message where the venue numbers messages; the same on every line.</summary>
    public ulong First;

    /// <summary>How many numbers it takes: 1 where packets are numbered; 0 for a heartbeat, which has the number of the next packet and leaves it to
    /// that.</summary>
    public uint Count;

    /// <summary>How many of its numbers were delivered before, where the venue cuts the lines differently; arbitration sets it.</summary>
    public uint Skip;

    /// <summary>When the venue sent it, in nanoseconds since the Unix epoch.</summary>
    public long SendingTimeNs;
}

/// <summary>What to do with a packet.</summary>
public enum Verdict : byte
{
    /// <summary>It is the next one: process it.</summary>
    Process = 0,

    /// <summary>It was delivered before: drop it.</summary>
    Duplicate = 1,

    /// <summary>It was given up as lost before it came, came before the first packet that was received, or is of a session that is over: drop it.</summary>
    Late = 2,

    /// <summary>Not all of it can be decoded, or it is ahead of the next one and larger than the window keeps: drop it; its number stays open.</summary>
    Damaged = 3,

    /// <summary>It is ahead of the next one, or contradicts the sequence alone, and was kept until that is decided.</summary>
    Held = 4,

    /// <summary>It confirms that the venue's sequence started again: empty the window, call <see cref="LineArbitrator{TVenue}.Adopt"/>, and offer it
    /// again.</summary>
    Restart = 5,

    /// <summary>It confirms that more was lost than the window reaches: empty the window, call <see cref="LineArbitrator{TVenue}.Adopt"/>, and offer
    /// it again.</summary>
    Jump = 6,

    /// <summary>It is neither the next one nor a plain second copy: <see cref="LineArbitrator{TVenue}.OfferUnusual"/> judges it.</summary>
    Unusual = 7,
}
