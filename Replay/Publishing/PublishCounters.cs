namespace FeedHandler.Replay.Publishing;

/// <summary>What became of the packets of a capture. The publisher writes; others may read while it runs and see slightly old counts.</summary>
public sealed class PublishCounters
{
    /// <summary>Packets read from the capture.</summary>
    public long ReadCount { get; internal set; }

    /// <summary>Packets given to the sender on line A.</summary>
    public long SentCountA { get; internal set; }

    /// <summary>Packets given to the sender on line B.</summary>
    public long SentCountB { get; internal set; }

    /// <summary>Bytes of payload given to the sender.</summary>
    public long SentBytes { get; internal set; }

    /// <summary>Packets left out on purpose.</summary>
    public long DroppedCount { get; internal set; }

    /// <summary>Second copies sent on purpose.</summary>
    public long DuplicatedCount { get; internal set; }

    /// <summary>Packets that went out before an older one of the capture.</summary>
    public long ReorderedCount { get; internal set; }

    /// <summary>Packets with a bit turned on purpose.</summary>
    public long CorruptedCount { get; internal set; }

    /// <summary>Packets given to the sender on both lines.</summary>
    public long SentCount => SentCountA + SentCountB;
}
