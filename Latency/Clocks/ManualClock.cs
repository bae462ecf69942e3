namespace FeedHandler.Latency.Clocks;

/// <summary>
/// A clock that stands still until it is moved: for tests, and for replay that runs on the time of the capture. One tick is one
/// nanosecond. Copies share the time, so the one given to a pipeline follows the one that the test holds.
/// </summary>
/// <param name="nowNs">Where it stands at first, in nanoseconds.</param>
/// <remarks>One thread moves and reads it; it has no ordering of its own.</remarks>
public readonly struct ManualClock(long nowNs) : IClock
{
    private readonly long[] _nowNs = [nowNs];

    /// <summary>Moves the clock to a time, which may be an earlier one.</summary>
    /// <param name="nowNs">Where it stands from now on, in nanoseconds.</param>
    public void Set(long nowNs) => _nowNs[0] = nowNs;

    /// <summary>Moves the clock by a span.</summary>
    /// <param name="spanNs">The span in nanoseconds, which may be negative.</param>
    public void Advance(long spanNs) => _nowNs[0] += spanNs;

    /// <inheritdoc/>
    public long Ticks() => _nowNs[0];

    /// <inheritdoc/>
    public long ToNs(long ticks) => ticks;

    /// <inheritdoc/>
    public long DurationNs(long ticks) => ticks;

    /// <inheritdoc/>
    public long NowNs() => _nowNs[0];
}
