namespace FeedHandler.Latency.Stages;

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
}
