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

    /// <summary>Packets that are cut at a random byte, never between two messages: nobody could see that.</summary>
    public int TruncatedPerMille { get; init; }

    /// <summary>Packets with another number in the header, thousands ahead or behind: the packet of the right number does not arrive.</summary>
    public int ForgedNumberPerMille { get; init; }

    /// <summary>Packets with another sending time in the header, hours ahead or behind, and otherwise unharmed.</summary>
    public int ForgedTimePerMille { get; init; }

    /// <summary>Packets at which the line stalls for <see cref="StallNs"/>: they and those behind them come late, in order.</summary>
    public int StalledPerMille { get; init; }

    /// <summary>How long a stall lasts, in nanoseconds.</summary>
    public long StallNs { get; init; } = 2_000_000;

    /// <summary>The first packet of a span in which the line is dead; 0 for none. It is counted over all runs of the sequence, from 1.</summary>
    public long DeadFrom { get; init; }

    /// <summary>How many packets the line is dead.</summary>
    public long DeadCount { get; init; }

    /// <summary>How many packets are lost from the start of every run of the sequence but the first.</summary>
    public uint LostAfterRestart { get; init; }

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
