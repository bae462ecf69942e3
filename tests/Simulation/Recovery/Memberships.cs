using FeedHandler.Core.Packets;
using FeedHandler.Core.Recovery;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Recovery;

/// <summary>The groups of loops as a conductor has them: joined some time after they are needed, left when nothing has needed them for a while.</summary>
/// <param name="needs">What the channel needs.</param>
/// <param name="quietNs">How long nothing needs them before they are left, in nanoseconds of the channel's time.</param>
/// <param name="joinNs">How long a join takes.</param>
internal sealed class Memberships(LoopNeeds needs, long quietNs, long joinNs)
{
    private readonly Dictionary<FeedRole, (bool IsMember, long NeededNs, long AskedNs)> _groups = [];

    /// <summary>Packets that were sent while their group was left.</summary>
    public long MissedCount { get; private set; }

    /// <summary>Whether a packet of a loop is received.</summary>
    public bool Receives(in Arrival arrival)
    {
        (bool isMember, long neededNs, long askedNs) = _groups.GetValueOrDefault(arrival.Role, (true, arrival.RxNs, 0));
        bool isNeeded = needs.Has(arrival.Role);
        if (isNeeded && !isMember && askedNs == 0) askedNs = arrival.RxNs;
        if (isNeeded) neededNs = arrival.RxNs;
        if (askedNs != 0 && arrival.RxNs - askedNs >= joinNs) (isMember, askedNs, neededNs) = (true, 0, arrival.RxNs);
        else if (arrival.RxNs - neededNs >= quietNs) isMember = false;
        _groups[arrival.Role] = (isMember, neededNs, askedNs);
        if (!isMember) MissedCount++;
        return isMember;
    }
}
