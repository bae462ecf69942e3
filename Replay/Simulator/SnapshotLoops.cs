namespace FeedHandler.Replay.Simulator;

/// <summary>
/// The recovery feeds of a simulated channel: every so often a loop of snapshots, one for each instrument that has had an entry, in packets numbered
/// from 1, each as of the last packet that the incremental feed has given out. An instrument that had none is absent.
/// </summary>
/// <param name="feed">The channel.</param>
/// <param name="options">What it does.</param>
/// <param name="intervalNs">From the start of a loop to that of the next, in nanoseconds of the channel's time.</param>
public sealed class SnapshotLoops(SimulatedFeed feed, SimulationOptions options, long intervalNs)
{
    private readonly SnapshotEncoder _levels = new(options);
    private readonly OrderSnapshotEncoder _orders = new(options);
    private long _nextNs = options.StartNs + intervalNs;

    /// <summary>
    /// Whether they are of orders (templates 53 and 44) and not of levels, statistics and status (52 and 38). A schema without orders has no such loops.
    /// </summary>
    public bool IsOfOrders { get; init; }

    /// <summary>The packets of the loop that is due, if one is: to be asked behind every packet of the incremental feed.</summary>
    /// <param name="nowNs">The channel's time, nanoseconds since the Unix epoch.</param>
    public IReadOnlyList<SimulatedPacket> Due(long nowNs)
    {
        if (nowNs < _nextNs) return [];
        _nextNs = nowNs + intervalNs;
        return Loop(nowNs);
    }

    /// <summary>A loop as of now.</summary>
    /// <param name="nowNs">The channel's time, nanoseconds since the Unix epoch.</param>
    public IReadOnlyList<SimulatedPacket> Loop(long nowNs)
    {
        LoopPackets packets = new(options, nowNs);
        if (IsOfOrders && !options.HasOrders) return packets.End();
        SimulatedInstrument[] active = [.. feed.Instruments.Where(static instrument => instrument.Truth is { RptSeq: > 0, IsDeleted: false })];
        foreach (SimulatedInstrument instrument in active)
        {
            if (IsOfOrders) _orders.Encode(instrument, feed.SeqNum, active.Length, nowNs, packets);
            else packets.Add(_levels.Encode(instrument, feed.SeqNum, active.Length, nowNs));
        }

        return packets.End();
    }
}
