using FeedHandler.Core.Packets;

namespace FeedHandler.Core.Arbitration;

/// <summary>What arbitration did for a channel. Written by the feed thread; others read it in passing.</summary>
public sealed class ArbitrationCounters
{
    private readonly LineCounters[] _groups;

    /// <summary>Makes counters of the groups that carry the channel's incremental feed.</summary>
    /// <param name="map">What groups are.</param>
    /// <param name="channel">The channel's index in the map.</param>
    public ArbitrationCounters(FeedMap map, int channel)
    {
        ArgumentNullException.ThrowIfNull(map);
        List<LineCounters> groups = new List<LineCounters>();
        foreach (int group in map.GroupsOf(channel, FeedRole.Incremental)) groups.Add(new LineCounters(group, map[group].Line));
        _groups = [.. groups];
    }

    /// <summary>The channel's incremental groups, in the order of the map.</summary>
    public IReadOnlyList<LineCounters> Groups => _groups;

    internal LineCounters[] All => _groups;

    /// <summary>Runs of numbers that no line delivered in time.</summary>
    public long Gaps;

    /// <summary>Numbers in those runs.</summary>
    public long Lost;

    /// <summary>Numbers that a capture says were cut out of it on purpose; they are in no gap.</summary>
    public long Cut;

    /// <summary>Notes of numbers that were cut which the packets contradict, or that make no sense; none of them was believed.</summary>
    public long CutRefused;

    /// <summary>The first of these, in the bits of the wire: the number of the first that is said to be cut, and the number behind the last.</summary>
    public (ulong First, ulong Next) FirstRefused;

    /// <summary>Packets that were kept until the ones before them came.</summary>
    public long Reordered;

    /// <summary>How often the venue's sequence started again.</summary>
    public long Restarts;

    /// <summary>How often more was lost than the window reaches.</summary>
    public long Jumps;

    /// <summary>How often one packet contradicted the sequence and nothing confirmed it; it was dropped as foreign.</summary>
    public long Unconfirmed;

    /// <summary>How often packets were dropped by this machine that may have been of the channel.</summary>
    public long Doubts;

    /// <summary>A ledger over all groups, or over those of a line.</summary>
    /// <param name="line">The line; null for all.</param>
    public LineCounters Sum(Line? line = null)
    {
        LineCounters sum = new LineCounters(-1, line ?? Line.A);
        foreach (LineCounters group in _groups)
        {
            if (line is not null && group.Line != line) continue;
            sum.Received += group.Received;
            sum.Delivered += group.Delivered;
            sum.Duplicates += group.Duplicates;
            sum.Late += group.Late;
            sum.Damaged += group.Damaged;
            sum.Foreign += group.Foreign;
            sum.Held += group.Held;
            sum.Oversize += group.Oversize;
            sum.Missing += group.Missing;
        }

        return sum;
    }
}
