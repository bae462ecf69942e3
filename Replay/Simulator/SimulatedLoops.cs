using FeedHandler.Core.Packets;

namespace FeedHandler.Replay.Simulator;

/// <summary>The recovery feeds of a capture: what they publish beside the incremental feed, and how it arrives among that.</summary>
internal sealed class SimulatedLoops(CaptureLines lines)
{
    private const long NsPerMs = 1_000_000;
    private readonly List<SimulatedPacket> _snapshots = [];
    private readonly List<SimulatedPacket> _definitions = [];

    /// <summary>
    /// The packets of the incremental feed of a run; the loops that are due are made as they pass. The last ones come when all is quiet, so that whatever was
    /// lost is healed at the end.
    /// </summary>
    public IEnumerable<SimulatedPacket> Follow(SimulationOptions options)
    {
        SimulatedFeed feed = new(options);
        SnapshotLoops snapshots = new(feed, options, lines.SnapshotMs * NsPerMs);
        DefinitionLoops definitions = new(options, lines.DefinitionMs * NsPerMs);
        long nowNs = options.StartNs;
        while (feed.TryNext(out SimulatedPacket packet))
        {
            nowNs = packet.SendingTimeNs;
            yield return packet;
            definitions.Note(feed.Said);
            if (lines.SnapshotMs > 0) _snapshots.AddRange(snapshots.Due(nowNs));
            if (lines.DefinitionMs > 0) _definitions.AddRange(definitions.Due(nowNs));
        }

        if (lines.DefinitionMs > 0) _definitions.AddRange(definitions.Loop(nowNs += lines.DefinitionMs * NsPerMs));
        if (lines.SnapshotMs > 0) _snapshots.AddRange(snapshots.Loop(nowNs + (lines.SnapshotMs * NsPerMs)));
    }

    /// <summary>Sends the loops down their own lines, and merges what arrives by time.</summary>
    public IReadOnlyList<Arrival> Merge(IEnumerable<Arrival> incremental, ulong seed) =>
        [.. incremental.Concat(Send(_snapshots, FeedRole.Snapshot, ~seed)).Concat(Send(_definitions, FeedRole.Definitions, seed ^ (ulong)FeedRole.Definitions))
            .OrderBy(static arrival => arrival.RxNs)];

    private IEnumerable<Arrival> Send(List<SimulatedPacket> packets, FeedRole role, ulong seed) =>
        new LineSimulator(seed, lines.FaultsA, lines.FaultsB).Send(packets).Select(arrival => arrival with { Role = role });
}
