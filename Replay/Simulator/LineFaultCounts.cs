namespace FeedHandler.Replay.Simulator;

/// <summary>Exactly what a <see cref="LineSimulator"/> did to the packets of one line.</summary>
public sealed class LineFaultCounts
{
    private readonly HashSet<uint> _lost = [];

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

    internal void Lose(uint seqNum) => _lost.Add(seqNum);
}
