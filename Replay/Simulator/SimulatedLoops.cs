using FeedHandler.Core.Packets;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// The recovery feeds of a simulated channel: what they publish beside the incremental feed, and how it arrives among that. Without an interval there is no
/// feed of a kind.
/// </summary>
/// <param name="snapshotNs">From the start of a loop of snapshots to that of the next, in nanoseconds of the channel's time; 0 for none.</param>
/// <param name="definitionNs">The same of definitions.</param>
/// <param name="orderSnapshotNs">The same of snapshots of orders.</param>
public sealed class SimulatedLoops(long snapshotNs, long definitionNs, long orderSnapshotNs = 0)
{
    private const int LinesOfRole = 2;
    private static readonly FeedRole[] Roles = [FeedRole.Incremental, FeedRole.Snapshot, FeedRole.Definitions, FeedRole.OrderSnapshot];
    private readonly List<SimulatedPacket> _snapshots = [];
    private readonly List<SimulatedPacket> _definitions = [];
    private readonly List<SimulatedPacket> _orderSnapshots = [];

    /// <summary>Both lines of the incremental feed, of snapshots, of definitions and of snapshots of orders, of one channel that nobody named.</summary>
    public static FeedMap Map { get; } = new([.. Roles.SelectMany(static role => new[] { Of(role, Line.A), Of(role, Line.B) })]);

    /// <summary>How many loops follow the last packet: one or more, so that whatever was lost is healed at the end.</summary>
    public int QuietLoopCount { get; init; } = 1;

    /// <summary>The group of <see cref="Map"/> by which a packet arrives.</summary>
    /// <param name="arrival">The packet.</param>
    public static int GroupOf(in Arrival arrival) => (Array.IndexOf(Roles, arrival.Role) * LinesOfRole) + (int)arrival.Line;

    /// <summary>The packets of the incremental feed of a run; the loops that are due are made as they pass, the last when all is quiet.</summary>
    /// <param name="options">What the channel does.</param>
    public IEnumerable<SimulatedPacket> Follow(SimulationOptions options)
    {
        SimulatedFeed feed = new(options);
        SnapshotLoops snapshots = new(feed, options, snapshotNs);
        SnapshotLoops orders = new(feed, options, orderSnapshotNs) { IsOfOrders = true };
        DefinitionLoops definitions = new(options, definitionNs);
        long nowNs = options.StartNs;
        while (feed.TryNext(out SimulatedPacket packet))
        {
            nowNs = packet.SendingTimeNs;
            yield return packet;
            definitions.Note(feed.Said);
            if (snapshotNs > 0) _snapshots.AddRange(snapshots.Due(nowNs));
            if (definitionNs > 0) _definitions.AddRange(definitions.Due(nowNs));
            if (orderSnapshotNs > 0) _orderSnapshots.AddRange(orders.Due(nowNs));
        }

        for (int loop = 0; loop < QuietLoopCount; loop++)
        {
            if (definitionNs > 0) _definitions.AddRange(definitions.Loop(nowNs += definitionNs));
            if (snapshotNs > 0) _snapshots.AddRange(snapshots.Loop(nowNs += snapshotNs));
            if (orderSnapshotNs > 0) _orderSnapshots.AddRange(orders.Loop(nowNs += orderSnapshotNs));
        }
    }

    /// <summary>Sends the loops down their own lines, and merges what arrives by time.</summary>
    /// <param name="incremental">What arrived of the incremental feed.</param>
    /// <param name="seed">Where every choice starts from.</param>
    /// <param name="faultsA">What goes wrong on line A of the loops.</param>
    /// <param name="faultsB">What goes wrong on line B.</param>
    public IReadOnlyList<Arrival> Merge(IEnumerable<Arrival> incremental, ulong seed, LineFaults faultsA, LineFaults faultsB)
    {
        IEnumerable<Arrival> snapshots = Send(_snapshots, FeedRole.Snapshot, ~seed);
        IEnumerable<Arrival> definitions = Send(_definitions, FeedRole.Definitions, seed ^ (ulong)FeedRole.Definitions);
        IEnumerable<Arrival> orders = Send(_orderSnapshots, FeedRole.OrderSnapshot, seed ^ (ulong)FeedRole.OrderSnapshot);
        return [.. incremental.Concat(snapshots).Concat(definitions).Concat(orders).OrderBy(static arrival => arrival.RxNs)];

        IEnumerable<Arrival> Send(List<SimulatedPacket> packets, FeedRole role, ulong own) =>
            new LineSimulator(own, faultsA, faultsB).Send(packets).Select(arrival => arrival with { Role = role });
    }

    private static FeedGroup Of(FeedRole role, Line line) => new(0, role, line);
}
