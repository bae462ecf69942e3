using FeedHandler.Core.Packets;

namespace FeedHandler.Core.Recovery;

/// <summary>
/// Which loops a channel needs, told by its feed thread to whoever is a member of their groups for it. Only the latest state counts, so that it is a word
/// and no queue: neither side waits, and nothing can be full.
/// </summary>
public sealed class LoopNeeds
{
    private const int CountShift = 8;

    // Written by the feed thread (release), read by the other (acquire): a bit for each role below, how often any of them rose above.
    private long _word;

    /// <summary>How often any need rose: where it is the same at two looks, there was none between that is not there still.</summary>
    public long RiseCount => Volatile.Read(ref _word) >> CountShift;

    /// <summary>Whether the loops of a role are needed.</summary>
    /// <param name="role">The role.</param>
    public bool Has(FeedRole role) => (Volatile.Read(ref _word) & BitOf(role)) != 0;

    /// <summary>Tells, on the feed thread.</summary>
    /// <param name="role">The role.</param>
    /// <param name="isNeeded">Whether its loops are needed.</param>
    public void Set(FeedRole role, bool isNeeded)
    {
        long bit = BitOf(role);
        if (((_word & bit) != 0) == isNeeded) return;
        Volatile.Write(ref _word, isNeeded ? (_word | bit) + (1L << CountShift) : _word & ~bit);
    }

    private static long BitOf(FeedRole role) => 1L << (int)role;
}
