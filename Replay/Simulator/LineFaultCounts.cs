namespace FeedHandler.Replay.Simulator;

/// <summary>Exactly what a <see cref="LineSimulator"/> did to the packets of one line.</summary>
public sealed class LineFaultCounts
{
    private readonly HashSet<uint> _lost = [];
    private readonly HashSet<PacketId> _arrived = [];
    private readonly HashSet<PacketId> _intact = [];

    /// <summary>Packets that the exchange sent.</summary>
    public long Sent { get; internal set; }

    /// <summary>Packets that arrived, second copies included.</summary>
    public long Arrived { get; internal set; }

    /// <summary>Packets that arrived twice.</summary>
    public long Duplicated { get; internal set; }

    /// <summary>Packets that were held back.</summary>
    public long Reordered { get; internal set; }

    /// <summary>Packets that were changed.</summary>
    public long Corrupted { get; internal set; }

    /// <summary>The numbers of the packets that did not arrive.</summary>
    public IReadOnlySet<uint> Lost => _lost;

    /// <summary>Packets that were cut.</summary>
    public long Truncated { get; internal set; }

    /// <summary>Packets that arrived with another number or sending time.</summary>
    public long Forged { get; internal set; }

    /// <summary>Stalls of the line.</summary>
    public long Stalled { get; internal set; }

    /// <summary>The packets of which something arrived under the right number, or cut so short that no number was left.</summary>
    public IReadOnlySet<PacketId> ArrivedPackets => _arrived;

    /// <summary>The packets that arrived as they were sent, but for the sending time.</summary>
    public IReadOnlySet<PacketId> IntactPackets => _intact;

    internal void Lose(uint seqNum) => _lost.Add(seqNum);

    internal void Arrive(PacketId id, bool isIntact)
    {
        Arrived++;
        _arrived.Add(id);
        if (isIntact) _intact.Add(id);
    }
}
