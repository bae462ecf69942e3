using FeedHandler.Core.Packets;
using FeedHandler.Replay.Simulator;
using FeedHandler.Simulation.Recovery;

namespace FeedHandler.Simulation.Losses;

/// <summary>What an exchange sent, and what of it arrived: all that a run is a function of, but for what is sent again.</summary>
internal sealed record SentCase
{
    // A loss is known when a later packet comes, so that the last ones must.
    private const int UnharmedCount = 3;
    private const int QuietCount = 8; // behind the last drop of this machine, so that the numbers tell what it was

    public SentCase(ulong seed, LineFaults faultsA, LineFaults faultsB, SnapshotPlan? snapshots, SimulationOptions[] sessions)
    {
        (Seed, Snapshots, Sessions, HasForgedTimes) = (seed, snapshots, sessions, faultsA.ForgedTimePerMille + faultsB.ForgedTimePerMille > 0);
        SimulatedLoops? loops = snapshots?.Loops();
        Packets = [.. sessions.SelectMany(options => loops?.Follow(options) ?? new SimulatedFeed(options).Packets())];
        uint lastSeqNum = Packets[Packets.Count - UnharmedCount].SeqNum;
        LineSimulator lines = new(seed, faultsA with { LastSeqNum = lastSeqNum }, faultsB with { LastSeqNum = lastSeqNum });
        Arrivals = lines.Send(Packets);
        if (snapshots is not null) Arrivals = loops!.Merge(Arrivals, seed, snapshots.Faults, snapshots.FaultsB);
        QuietFromNs = Arrivals.First(arrival => arrival.Role == FeedRole.Incremental && arrival.SeqNum >= lastSeqNum - QuietCount).RxNs;
    }

    public ulong Seed { get; }

    public SnapshotPlan? Snapshots { get; }

    public IReadOnlyList<SimulationOptions> Sessions { get; }

    /// <summary>The incremental feed as it was sent.</summary>
    public IReadOnlyList<SimulatedPacket> Packets { get; }

    /// <summary>What arrived of it and of the loops, in order of time.</summary>
    public IReadOnlyList<Arrival> Arrivals { get; init; }

    /// <summary>Whether packets arrive that are whole but for their time: the slow handler puts them aside, and has the other line's.</summary>
    public bool HasForgedTimes { get; }

    /// <summary>From when on no line does harm.</summary>
    public long QuietFromNs { get; }

    /// <summary>The packets of which no whole copy arrived.</summary>
    public HashSet<PacketId> Harmed()
    {
        HashSet<PacketId> harmed = [.. Packets.Select(static packet => packet.Id)];
        foreach (Arrival arrival in Arrivals)
        {
            if (arrival is { Role: FeedRole.Incremental, IsDamaged: false }) harmed.Remove(new PacketId(arrival.Session, arrival.SeqNum));
        }

        return harmed;
    }

    /// <summary>The same with some of the arrivals alone.</summary>
    /// <param name="places">Their places, from 0.</param>
    public SentCase Only(IReadOnlyList<int> places) => this with { Arrivals = [.. places.Select(place => Arrivals[place])] };
}
