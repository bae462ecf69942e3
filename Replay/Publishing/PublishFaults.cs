using FeedHandler.Core.Packets;

namespace FeedHandler.Replay.Publishing;

/// <summary>What goes wrong on the way: the same faults for the same seed.</summary>
public sealed record PublishFaults
{
    /// <summary>The share of packets that are not sent, 0 to 1, on each line by itself.</summary>
    public double DropRate { get; init; }

    /// <summary>A line of which nothing is sent; null for none.</summary>
    public Line? DropLine { get; init; }

    /// <summary>The line on which packets are dropped, duplicated and corrupted by share; null for both.</summary>
    public Line? FaultLine { get; init; }

    /// <summary>The share of packets that are sent twice, 0 to 1.</summary>
    public double DuplicateRate { get; init; }

    /// <summary>How many places a packet may come too early or too late, 0 to 4096.</summary>
    public int ReorderSpan { get; init; }

    /// <summary>The share of packets in which one bit is turned, 0 to 1.</summary>
    public double CorruptRate { get; init; }

    /// <summary>By how much line B comes after line A, in nanoseconds; below 0 line A comes after line B.</summary>
    public long SkewNs { get; init; }

    /// <summary>Where every choice starts from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The longest skew, 100 ms: packets wait in memory for so long.</summary>
    public const long SkewNsMax = 100_000_000;

    /// <summary>The widest reordering.</summary>
    public const int ReorderSpanMax = 4096;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range; the message names it.</exception>
    public void Validate()
    {
        CheckRate(DropRate, nameof(DropRate));
        CheckRate(DuplicateRate, nameof(DuplicateRate));
        CheckRate(CorruptRate, nameof(CorruptRate));
        ArgumentOutOfRangeException.ThrowIfNegative(ReorderSpan);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ReorderSpan, ReorderSpanMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SkewNs, SkewNsMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(SkewNs, -SkewNsMax);
    }

    private static void CheckRate(double rate, string name)
    {
        if (rate is >= 0 and <= 1) return;
        throw new ArgumentOutOfRangeException(name, rate, "a share is 0 to 1");
    }
}
