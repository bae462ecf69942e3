namespace FeedHandler.Core.Arbitration;

/// <summary>What one line delivered. Written by the feed thread; others read it after it stopped.</summary>
public sealed class LineCounters
{
    /// <summary>Packets with a readable header.</summary>
    public long Packets;

    /// <summary>Packets that the other line, or this one, had delivered before.</summary>
    public long Duplicates;

    /// <summary>Packets that came after they had been given up.</summary>
    public long Late;

    /// <summary>Sequence numbers that this line skipped; the other line may have had them.</summary>
    public long Missing;

    /// <summary>Payload bytes.</summary>
    public long Bytes;

    /// <summary>Packets ahead of sequence that were too large to keep.</summary>
    public long Oversize;

    /// <summary>Packets that this line was the first to deliver.</summary>
    public long Wins => Packets - Duplicates - Late - Oversize;

    internal uint NextSeqNum;
}
