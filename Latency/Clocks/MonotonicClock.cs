using System.Diagnostics;

namespace FeedHandler.Latency.Clocks;

/// <summary>
/// The system's steady clock; on Linux CLOCK_MONOTONIC, whose readings are comparable between processes of one machine and with
/// programs in C. It is everywhere, and costs about 26 ns where the time stamp counter costs 11.
/// </summary>
public readonly struct MonotonicClock : IClock
{
    private const long NsPerSecond = 1_000_000_000;

    // Read once, so that the JIT compiler sees a constant and drops the branch below.
    private static readonly long TicksPerSecond = Stopwatch.Frequency;

    /// <inheritdoc/>
    public long Ticks() => Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public long ToNs(long ticks) => TicksPerSecond == NsPerSecond ? ticks : (long)((Int128)ticks * NsPerSecond / TicksPerSecond);

    /// <inheritdoc/>
    public long DurationNs(long ticks) => ToNs(ticks);

    /// <inheritdoc/>
    public long NowNs() => ToNs(Ticks());
}
