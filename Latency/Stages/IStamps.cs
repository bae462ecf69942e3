namespace FeedHandler.Latency.Stages;

/// <summary>
/// Where the hot path takes its stamps, as a struct type argument: with <see cref="NoStamps"/> the compiler removes every trace of
/// them, with <see cref="StageStamps{TClock}"/> each is one reading of the clock.
/// </summary>
public interface IStamps
{
    /// <summary>Whether stamps are taken; a constant to the compiler, for work that only stamps need.</summary>
    static abstract bool Enabled { get; }

    /// <summary>The time now in raw ticks of the clock.</summary>
    long Now();

    /// <summary>Counts the time between two stamps as the duration of a stage.</summary>
    /// <param name="stage">The stage that took this time.</param>
    /// <param name="fromTicks">The stamp at its begin.</param>
    /// <param name="toTicks">The stamp at its end.</param>
    void Record(Stage stage, long fromTicks, long toTicks);

    /// <summary>Adds a duration that was computed elsewhere.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="durationNs">The duration, in nanoseconds.</param>
    void RecordNs(Stage stage, long durationNs);

    /// <summary>Converts a difference of ticks.</summary>
    /// <param name="ticks">The difference of two readings of <see cref="Now"/>.</param>
    /// <returns>Nanoseconds.</returns>
    long DurationNs(long ticks);

    /// <summary>Says, on the feed thread, that it is done with a packet; for stamps that keep the last packets.</summary>
    /// <param name="packet">Its payload, which is not kept.</param>
    /// <param name="group">The group that it came by.</param>
    /// <param name="rxNs">When it was received, nanoseconds since the Unix epoch.</param>
    /// <param name="times">The stamps from which the receiver worked on it, at its hand-over, and now.</param>
    void EndPacket(ReadOnlySpan<byte> packet, int group, long rxNs, (long SinceTicks, long StartTicks, long EndTicks) times);

    /// <summary>Says, on a strategy's thread, that it is done with an event; for stamps that tell of those that came late.</summary>
    /// <param name="handedOverTicks">When its packet was handed over by the receiver.</param>
    /// <param name="startTicks">When the strategy began.</param>
    /// <param name="endTicks">Now.</param>
    void EndEvent(long handedOverTicks, long startTicks, long endTicks);
}

/// <summary>Takes no stamps and costs nothing.</summary>
public readonly struct NoStamps : IStamps
{
    /// <inheritdoc/>
    public static bool Enabled => false;

    /// <inheritdoc/>
    public long Now() => 0;

    /// <inheritdoc/>
    public void Record(Stage stage, long fromTicks, long toTicks)
    {
        // Nothing is measured, so that nothing is paid.
    }

    /// <inheritdoc/>
    public void RecordNs(Stage stage, long durationNs)
    {
        // Nothing is measured, so that nothing is paid.
    }

    /// <inheritdoc/>
    public long DurationNs(long ticks) => 0;

    /// <inheritdoc/>
    public void EndPacket(ReadOnlySpan<byte> packet, int group, long rxNs, (long SinceTicks, long StartTicks, long EndTicks) times)
    {
        // Nothing is measured, so that nothing is paid.
    }

    /// <inheritdoc/>
    public void EndEvent(long handedOverTicks, long startTicks, long endTicks)
    {
        // Nothing is measured, so that nothing is paid.
    }
}
