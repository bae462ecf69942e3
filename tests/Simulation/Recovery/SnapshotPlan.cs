using FeedHandler.Core.Packets;
using FeedHandler.Core.Recovery;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Recovery;

/// <summary>How a run has snapshots: how often, over lines with which faults, and what the channel may keep for them.</summary>
internal sealed record SnapshotPlan
{
    // Packets leave microseconds apart; a loop of this interval includes tens of them.
    public long IntervalNs { get; init; } = 2_000_000;

    /// <summary>Whether there is a loop of definitions too; in these runs on the groups of snapshots.</summary>
    public bool HasDefinitions { get; init; }

    public LineFaults Faults { get; init; } = new() { JitterNs = 60_000 };

    public RecoveryOptions Options { get; init; } = new() { HistoryPacketsMax = 256, HistoryBytesMax = 1 << 17, HeldPacketsMax = 16, HeldBytesMax = 1 << 16 };

    /// <summary>Whether at the end every book must be whole, and none partial for want of a definition.</summary>
    public bool IsWholeAtEnd { get; init; }

    /// <summary>The packets of a session; those of its snapshots go to a list of their own. The last loop comes when all is quiet.</summary>
    public static IEnumerable<SimulatedPacket> Packets(SimulationOptions options, SnapshotPlan? plan, List<SimulatedPacket> loops)
    {
        SimulatedFeed feed = new(options);
        SnapshotLoops? snapshots = plan is null ? null : new SnapshotLoops(feed, options, plan.IntervalNs);
        DefinitionLoops definitions = new(options, plan?.IntervalNs ?? 0);
        long lastNs = 0;
        while (feed.TryNext(out SimulatedPacket packet))
        {
            lastNs = packet.SendingTimeNs;
            yield return packet;
            if (snapshots is null) continue;
            definitions.Note(feed.Said);
            loops.AddRange(snapshots.Due(lastNs));
            if (plan!.HasDefinitions) loops.AddRange(definitions.Due(lastNs));
        }

        if (snapshots is null) yield break;
        if (plan!.HasDefinitions) loops.AddRange(definitions.Loop(lastNs + 500_000));
        loops.AddRange(snapshots.Loop(lastNs + 1_000_000));
        loops.AddRange(snapshots.Loop(lastNs + 2_000_000));
    }

    /// <summary>Sends snapshots down lines of their own, and merges what arrives with the incremental lines by time.</summary>
    public IReadOnlyList<Arrival> Merge(ulong seed, IReadOnlyList<Arrival> incremental, IEnumerable<SimulatedPacket> loops)
    {
        LineSimulator lines = new(seed ^ 0x5A5A, Faults, Faults with { DelayNs = Faults.DelayNs + 30_000 });
        IEnumerable<Arrival> snapshots = lines.Send(loops).Select(static arrival => arrival with { Role = FeedRole.Snapshot });
        return [.. incremental.Concat(snapshots).OrderBy(static arrival => arrival.RxNs)];
    }
}
