namespace FeedHandler.Core.Recovery;

/// <summary>How much is kept to heal a channel by snapshots. All of it is taken at start, for channels that have a group of snapshots or definitions.</summary>
public sealed record RecoveryOptions
{
    /// <summary>
    /// How many packets of the sequence are kept for a snapshot to be brought up to date with. A snapshot is as old as its way is long, some milliseconds;
    /// and going through what is kept takes time on the feed thread.
    /// </summary>
    public int HistoryPacketsMax { get; init; } = 2048;

    /// <summary>How many bytes those may have.</summary>
    public int HistoryBytesMax { get; init; } = 2 << 20;

    /// <summary>
    /// What a channel takes whose books are kept by order: the snapshot of an instrument comes in parts, and what came since its first one is needed with
    /// the last.
    /// </summary>
    public static RecoveryOptions ForOrders { get; } = new()
    {
        HistoryPacketsMax = 16_384,
        HistoryBytesMax = 16 << 20,
        HeldPacketsMax = 2048,
        HeldBytesMax = 4 << 20,
    };

    /// <summary>Whether whole books are compared with snapshots that tell the same state of theirs.</summary>
    public bool Verifies { get; init; }

    /// <summary>How many packets of snapshots wait for the sequence to reach them, or for a match event to end.</summary>
    public int HeldPacketsMax { get; init; } = 512;

    /// <summary>How many bytes those may have.</summary>
    public int HeldBytesMax { get; init; } = 1 << 20;
}

/// <summary>What the loops of snapshots and definitions did to a channel. Written by the feed thread; others read it in passing.</summary>
public sealed class RecoveryCounters
{
    /// <summary>Packets of the loops that came.</summary>
    public long Packets;

    /// <summary>Of them, packets of which not all can be decoded.</summary>
    public long DamagedPackets;

    /// <summary>Of them, packets that were sent in a session that is over.</summary>
    public long OldPackets;

    /// <summary>Snapshots of one instrument that were looked at.</summary>
    public long Snapshots;

    /// <summary>Of them, those that made a book whole that was not.</summary>
    public long Restored;

    /// <summary>Of them, those whose instrument was in no need.</summary>
    public long NotNeeded;

    /// <summary>Of them, those from before a loss: nothing proves what came between.</summary>
    public long TooOld;

    /// <summary>Of them, those that contradict the sequence of their instrument or themselves.</summary>
    public long Refused;

    /// <summary>Parts of snapshots of the orders of one instrument that were looked at.</summary>
    public long OrderParts;

    /// <summary>Of the parts, those that were taken.</summary>
    public long OrderPartsTaken;

    /// <summary>Instruments whose orders were made whole by one.</summary>
    public long OrdersRestored;

    /// <summary>Of the parts, those whose instrument was in no need, or that had come already.</summary>
    public long OrderPartsNotNeeded;

    /// <summary>Of the parts, those from before a loss, or behind which more came than is kept.</summary>
    public long OrderPartsTooOld;

    /// <summary>Of the parts, those before which one is missing: the other line, or the next loop, brings it.</summary>
    public long OrderPartsAhead;

    /// <summary>Of the parts, those that contradict the sequence, the orders since, or themselves, or for which there was no room.</summary>
    public long OrderPartsRefused;

    /// <summary>Whole books that a snapshot of the same state agrees with, where they are compared.</summary>
    public long SnapshotsAgreed;

    /// <summary>Whole books that one contradicts.</summary>
    public long SnapshotsDiverged;

    /// <summary>Packets that waited for the sequence to reach them, or for a match event to end.</summary>
    public long HeldPackets;

    /// <summary>Packets that were dropped while they waited, as too many did.</summary>
    public long DroppedPackets;

    /// <summary>Definitions of the definition loop that told something new.</summary>
    public long Definitions;

    /// <summary>Entries of the sequence that brought snapshots up to date.</summary>
    public long ReplayedEntries;
}
