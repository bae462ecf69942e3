namespace FeedHandler.Core.Arbitration;

/// <summary>What arbitration did. Written by the feed thread; others read it after it stopped.</summary>
public sealed class ArbitrationCounters
{
    /// <summary>Line A.</summary>
    public LineCounters LineA { get; } = new();

    /// <summary>Line B.</summary>
    public LineCounters LineB { get; } = new();

    /// <summary>Runs of packets that no line delivered in time.</summary>
    public long Gaps;

    /// <summary>Packets in those runs.</summary>
    public long Lost;

    /// <summary>Packets that were kept until the ones before them came.</summary>
    public long Reordered;

    /// <summary>Packets ahead of sequence that were too large to keep.</summary>
    public long Oversize => LineA.Oversize + LineB.Oversize;

    /// <summary>How often the venue's sequence started again.</summary>
    public long Restarts;

    /// <summary>Packets too short for the venue's header.</summary>
    public long Malformed;
}
