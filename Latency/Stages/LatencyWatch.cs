using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Intervals;

namespace FeedHandler.Latency.Stages;

/// <summary>
/// What threads record of their stages, merged while they run and always into the same memory: for somebody who looks again and again beside a thread
/// that must not wait for a collection. <see cref="LatencyReport"/> is for the end.
/// </summary>
public sealed class LatencyWatch
{
    private readonly StageHistograms[] _writers;
    private readonly DurationHistogram _sum = new(StageHistograms.HighestNs);

    /// <summary>Watches threads.</summary>
    /// <param name="writers">The histograms of each thread.</param>
    public LatencyWatch(IReadOnlyCollection<StageHistograms> writers)
    {
        ArgumentNullException.ThrowIfNull(writers);
        _writers = [.. writers];
    }

    /// <summary>Whether no thread records anything.</summary>
    public bool IsEmpty => _writers.Length == 0;

    /// <summary>Merges what was recorded of a stage so far. Records in flight are missing.</summary>
    /// <param name="stage">The stage.</param>
    /// <returns>The sum, valid until the next call.</returns>
    public DurationHistogram Read(Stage stage)
    {
        _sum.Reset();
        foreach (StageHistograms writer in _writers) _sum.Add(writer.HistogramOf(stage));
        return _sum;
    }

    /// <summary>What the threads record from one look to the next, for an observer of its own; the first interval has all that was recorded before.</summary>
    public StageIntervals NewIntervals() => new(_writers);
}
