namespace FeedHandler.Core.Arbitration;

/// <summary>When a missing packet is given up.</summary>
public sealed record ArbitrationOptions
{
    /// <summary>A packet is given up when one this much ahead of it has come: 1 to 4096, default 64.</summary>
    public int GapCountMax { get; init; } = 64;

    /// <summary>A packet is given up when one ahead of it has waited this long, in nanoseconds: at least 0, default 1 ms.</summary>
    public long GapTimeNsMax { get; init; } = 1_000_000;

    /// <summary>The largest payload that the reorder window keeps, in bytes: 64 to 65536, default 2048.</summary>
    public int HeldBytesMax { get; init; } = 2048;

    /// <summary>
    /// How far ahead of the next packet one may be and still be kept, in packets: 1 to 65536, at least <see cref="GapCountMax"/>, default 8192. It bounds
    /// the skew of two lines that costs nothing; the memory is this times <see cref="HeldBytesMax"/>.
    /// </summary>
    public int HeldCountMax { get; init; } = 8192;

    /// <summary>
    /// Live: neither count nor time gives a packet up before every group was looked at and had nothing left, twice since one ahead of it came, so that
    /// what lies in the buffer of the other line is never called lost. Nor does the time while a line that has not come to it goes on, nor the count before
    /// every line is that far beyond: what such a line is behind by costs nothing.
    /// </summary>
    public bool AwaitsDrain { get; init; }

    /// <summary>Replay of a recording that notes what the feed gave up: neither count nor time decides, the notes do.</summary>
    public bool FollowsNotes { get; init; }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range; the message names it.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(GapCountMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(GapCountMax, 4096);
        ArgumentOutOfRangeException.ThrowIfNegative(GapTimeNsMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(HeldBytesMax, 64);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(HeldBytesMax, 65536);
        ArgumentOutOfRangeException.ThrowIfLessThan(HeldCountMax, GapCountMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(HeldCountMax, 65536);
    }
}
