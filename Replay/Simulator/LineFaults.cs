namespace FeedHandler.Replay.Simulator;

/// <summary>What goes wrong on one line, in packets of a thousand, and how long packets take on it.</summary>
public sealed record LineFaults
{
    /// <summary>Packets that never arrive.</summary>
    public int LostPerMille { get; init; }

    /// <summary>Packets that arrive twice.</summary>
    public int DuplicatedPerMille { get; init; }

    /// <summary>Packets that arrive late by <see cref="ReorderDelayNs"/>, and so behind later ones.</summary>
    public int ReorderedPerMille { get; init; }

    /// <summary>Packets with one byte changed behind the packet header.</summary>
    public int CorruptedPerMille { get; init; }

    /// <summary>What every packet takes, in nanoseconds.</summary>
    public long DelayNs { get; init; } = 15_000;

    /// <summary>What a packet takes more, at most, in nanoseconds.</summary>
    public int JitterNs { get; init; } = 15_000;

    /// <summary>How much later a reordered packet arrives, in nanoseconds.</summary>
    public long ReorderDelayNs { get; init; } = 300_000;

    /// <summary>Packets before this one arrive unharmed, so that definitions and the opening are there.</summary>
    public uint FirstSeqNum { get; init; }

    /// <summary>Packets after this one arrive unharmed, so that books can be seen to heal.</summary>
    public uint LastSeqNum { get; init; } = uint.MaxValue;
}
