using FeedHandler.Core.Packets;

namespace FeedHandler.Core.Arbitration;

/// <summary>
/// What became of one group's packets: a ledger in which after every packet <see cref="Received"/> is the sum of the six that follow it. Written by the
/// feed thread; others read it in passing.
/// </summary>
/// <param name="group">The group.</param>
/// <param name="line">Its line.</param>
public sealed class LineCounters(int group, Line line)
{
    /// <summary>The group, by its place in the feed map.</summary>
    public int Group { get; } = group;

    /// <summary>The line that it carries.</summary>
    public Line Line { get; } = line;

    /// <summary>Packets that came.</summary>
    public long Received;

    /// <summary>Packets that this group was the first to bring, in sequence: they went to the decoder.</summary>
    public long Delivered;

    /// <summary>Packets that the other line, or this one, had delivered before.</summary>
    public long Duplicates;

    /// <summary>Packets that came after they had been given up, before the first that was received, or of a session that was over.</summary>
    public long Late;

    /// <summary>Packets that were cut or malformed, or too large to keep (<see cref="Oversize"/>): their numbers were left to the other line.</summary>
    public long Damaged;

    /// <summary>Packets that contradicted the sequence and that nothing confirmed: forged, corrupted, or of another channel.</summary>
    public long Foreign;

    /// <summary>Packets that wait now: for one before them, or for another to confirm them.</summary>
    public long Held;

    /// <summary>Of <see cref="Damaged"/>, packets ahead of sequence that were whole and too large to keep.</summary>
    public long Oversize;

    /// <summary>Numbers that this group skipped; the other line may have had them.</summary>
    public long Missing;

    internal ulong Next = NoNumber;
    internal ulong WatchedNext; // as it was when somebody last waited for the line
    internal long WatchedNs; // when that was seen first
    internal const ulong NoNumber = ulong.MaxValue;

    internal bool HasNext => Next != NoNumber;

    /// <summary>What the ledger lacks to be even: 0 after every packet.</summary>
    public long Imbalance => Received - Delivered - Duplicates - Late - Damaged - Foreign - Held;

    internal void ForgetNext() => (Next, WatchedNext) = (NoNumber, 0);
}
