using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Latency.Intervals;

/// <summary>
/// What threads recorded from one look to the next, by stage and by consumer. The threads go on counting where they always count: they share no lock with
/// the reader and know nothing of it. For one observer, whose intervals are his own; another makes another.
/// </summary>
/// <remarks>
/// All memory is taken when it is made, about 440 KB for each stage of each thread, and no look allocates. An interval is a reading in passing: a record in
/// flight is in the next one. A last look after the threads have ended makes the sum of all intervals exactly what was recorded.
/// </remarks>
public sealed class StageIntervals
{
    private readonly DurationHistogram[] _stages = [.. StageNames.InOrder.ToArray().Select(static _ => new DurationHistogram(StageHistograms.HighestNs))];
    private readonly DurationHistogram[][] _consumers;
    private readonly (StageHistograms Writer, int Consumer, TakenCounts[] Taken)[] _writers;

    /// <summary>Begins the first interval with all that was recorded before.</summary>
    /// <param name="writers">The histograms of each thread; those of one name are one consumer.</param>
    public StageIntervals(IReadOnlyCollection<StageHistograms> writers)
    {
        ArgumentNullException.ThrowIfNull(writers);
        string[] names = [.. writers.Select(static writer => writer.Consumer).Distinct(StringComparer.Ordinal)];
        Consumers = names;
        _consumers = [.. names.Select(_ => _stages.Select(static _ => new DurationHistogram(StageHistograms.HighestNs)).ToArray())];
        _writers = [.. writers.Select(writer => (writer, Array.IndexOf(names, writer.Consumer), _stages.Select(static stage => stage.NewTaken()).ToArray()))];
    }

    /// <summary>Who records, in the order given: the feed thread and each strategy.</summary>
    public IReadOnlyList<string> Consumers { get; }

    /// <summary>Whether nobody records, as without stamps.</summary>
    public bool IsEmpty => _writers.Length == 0;

    /// <summary>Ends an interval: what was recorded since the last call can be read until the next.</summary>
    public void Take()
    {
        foreach (DurationHistogram stage in _stages) stage.ResetIfUsed();
        foreach (DurationHistogram[] consumer in _consumers)
        {
            foreach (DurationHistogram stage in consumer) stage.ResetIfUsed();
        }

        foreach ((StageHistograms writer, int consumer, TakenCounts[] taken) in _writers)
        {
            for (int stage = 0; stage < taken.Length; stage++)
                writer.HistogramOf((Stage)stage).TakeSince(taken[stage], _consumers[consumer][stage], _stages[stage]);
        }
    }

    /// <summary>What was recorded of a stage in the interval, over all consumers; valid until the next <see cref="Take"/>, and not to be written.</summary>
    /// <param name="stage">One of the named stages.</param>
    public DurationHistogram Read(Stage stage) => _stages[(int)stage];

    /// <summary>What one consumer recorded of it.</summary>
    /// <param name="stage">One of the named stages.</param>
    /// <param name="consumer">Its place among <see cref="Consumers"/>.</param>
    public DurationHistogram Read(Stage stage, int consumer) => _consumers[consumer][(int)stage];
}
