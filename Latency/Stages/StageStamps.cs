using FeedHandler.Latency.Clocks;

namespace FeedHandler.Latency.Stages;

/// <summary>Takes stamps of a clock and records durations into the histograms of the thread that takes them.</summary>
/// <typeparam name="TClock">The clock.</typeparam>
public struct StageStamps<TClock> : IStamps
    where TClock : struct, IClock
{
    // Not readonly: a readonly field of a struct type argument is copied at every call.
    private TClock _clock;
    private StageHistograms _histograms;

    /// <summary>Makes stamps for one thread.</summary>
    /// <param name="clock">The clock to read.</param>
    /// <param name="histograms">The histograms of the thread that will take the stamps.</param>
    public StageStamps(TClock clock, StageHistograms histograms)
    {
        ArgumentNullException.ThrowIfNull(histograms);
        _clock = clock;
        _histograms = histograms;
    }

    /// <inheritdoc/>
    public static bool Enabled => true;

    /// <inheritdoc/>
    public long Now() => _clock.Ticks();

    /// <inheritdoc/>
    public void Record(Stage stage, long fromTicks, long toTicks) => _histograms.Record(stage, _clock.DurationNs(toTicks - fromTicks));

    /// <inheritdoc/>
    public void RecordNs(Stage stage, long durationNs) => _histograms.Record(stage, durationNs);

    /// <inheritdoc/>
    public long DurationNs(long ticks) => _clock.DurationNs(ticks);

    /// <inheritdoc/>
    public void EndPacket(ReadOnlySpan<byte> packet, int group, long rxNs, (long SinceTicks, long StartTicks, long EndTicks) times)
    {
        // Histograms keep no packets.
    }

    /// <inheritdoc/>
    public void EndEvent(long handedOverTicks, long startTicks, long endTicks)
    {
        // Histograms keep no events.
    }
}
