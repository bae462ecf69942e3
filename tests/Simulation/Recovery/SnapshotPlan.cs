using FeedHandler.Core.Recovery;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Recovery;

/// <summary>How a run has snapshots: how often, over lines with which faults, and what the channel may keep for them.</summary>
internal sealed record SnapshotPlan
{
    // Lines that lose three of ten packets bring every packet of a loop but once in so many times that all are lost.
    private const int QuietLoopCount = 8;

    // Packets leave microseconds apart; a loop of this interval includes tens of them.
    private const long IntervalNs = 2_000_000;

    /// <summary>Whether there is a loop of definitions too.</summary>
    public bool HasDefinitions { get; init; }

    /// <summary>Whether there are loops of snapshots of orders too, and every book by order must be whole at the end.</summary>
    public bool HasOrders { get; init; }

    public LineFaults Faults { get; init; } = new() { JitterNs = 60_000 };

    /// <summary>Line B of the loops is later than line A.</summary>
    public LineFaults FaultsB => Faults with { DelayNs = Faults.DelayNs + 30_000 };

    public RecoveryOptions Options { get; init; } = new() { HistoryPacketsMax = 256, HistoryBytesMax = 1 << 17, HeldPacketsMax = 16, HeldBytesMax = 1 << 16 };

    /// <summary>Whether at the end every book must be whole, and none partial for want of a definition.</summary>
    public bool IsWholeAtEnd { get; init; }

    public SimulatedLoops Loops() => new(IntervalNs, HasDefinitions ? IntervalNs : 0, HasOrders ? IntervalNs : 0) { QuietLoopCount = QuietLoopCount };
}
