using FeedHandler.Core.Packets;
using FeedHandler.Core.Recovery;
using FeedHandler.Replay.Simulator;
using FeedHandler.Simulation.Channels;

namespace FeedHandler.Simulation.Recovery;

/// <summary>How a run has snapshots: how often, over lines with which faults, and what the channel may keep for them.</summary>
internal sealed record SnapshotPlan
{
    // Lines that lose three of ten packets bring every packet of a loop but once in so many times that all are lost.
    private const int QuietLoopCount = 8;

    // Packets leave microseconds apart; a loop of this interval includes tens of them.
    private const long IntervalNs = 2_000_000;
    private const long JoinNs = 300_000;

    /// <summary>Whether there is a loop of definitions too.</summary>
    public bool HasDefinitions { get; init; }

    /// <summary>Whether there are loops of snapshots of orders too, and every book by order must be whole at the end.</summary>
    public bool HasOrders { get; init; }

    public LineFaults Faults { get; init; } = new() { JitterNs = 60_000 };

    /// <summary>Line B of the loops is later than line A.</summary>
    public LineFaults FaultsB => Faults with { DelayNs = Faults.DelayNs + 30_000 };

    public RecoveryOptions Options { get; init; } = new() { HistoryPacketsMax = 256, HistoryBytesMax = 1 << 17, HeldPacketsMax = 16, HeldBytesMax = 1 << 16 };

    /// <summary>How many times of a thousand that packets come this machine may have dropped some in front of them.</summary>
    public int DroppedPerMille { get; init; }

    /// <summary>Whether at the end every book must be whole, and none partial for want of a definition.</summary>
    public bool IsWholeAtEnd { get; init; }

    /// <summary>Whether the groups of loops are left when nothing has needed them for half a loop.</summary>
    public bool LeavesLoops { get; init; }

    /// <summary>Who is a member of their groups; null for always.</summary>
    public Memberships? MembersOf(Channel channel) => LeavesLoops ? new Memberships(channel.Needs!, IntervalNs / 2, JoinNs) : null;

    /// <summary>Tells a channel now and then that packets may have been dropped, and that all groups were found empty.</summary>
    public void DropSometimes(Channel channel, in Arrival next, long quietFromNs)
    {
        if (DroppedPerMille == 0 || next.Role != FeedRole.Incremental) return;
        int choice = (int)((ulong)(next.RxNs * 0x9E37_79B9) >> 16 & 1023);
        if (next.RxNs >= quietFromNs || choice % 4 == 0) channel.Drain(next.RxNs);
        else if (choice < DroppedPerMille) channel.Drop(next.RxNs);
    }

    public SimulatedLoops Loops() => new(IntervalNs, HasDefinitions ? IntervalNs : 0, HasOrders ? IntervalNs : 0) { QuietLoopCount = QuietLoopCount };
}
