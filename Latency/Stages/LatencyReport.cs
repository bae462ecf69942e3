using FeedHandler.Latency.Histograms;

namespace FeedHandler.Latency.Stages;

/// <summary>What several threads recorded, merged by stage, and by stage and consumer.</summary>
public sealed class LatencyReport
{
    /// <summary>The consumer of rows that hold all consumers.</summary>
    public const string AllConsumers = "all";

    private LatencyReport(IReadOnlyList<LatencyRow> stages, IReadOnlyList<LatencyRow> consumers)
    {
        Stages = stages;
        Consumers = consumers;
    }

    /// <summary>One row for each stage that anything was recorded of, in the order of an event's way.</summary>
    public IReadOnlyList<LatencyRow> Stages { get; }

    /// <summary>One row for each stage and consumer that anything was recorded of: by stage, then in the order given.</summary>
    public IReadOnlyList<LatencyRow> Consumers { get; }

    /// <summary>What was recorded of a stage over all consumers; a row of no durations where nothing was, as without stamps.</summary>
    /// <param name="stage">The stage by its name in reports: receive, arbitrate, decode, book, publish, consume, strategy or endToEnd.</param>
    /// <exception cref="ArgumentException">There is no stage of that name.</exception>
    public LatencyRow this[string stage]
    {
        get
        {
            Stage asked = StageNames.Parse(stage);
            return Stages.FirstOrDefault(row => row.Stage == asked) ?? Merge(asked, AllConsumers, []);
        }
    }

    /// <summary>
    /// Merges the histograms of several threads. Exact once those threads have been joined. While they run it is a reading in
    /// passing: safe, and near enough to watch, but records in flight are missing and the rows are not of one moment.
    /// </summary>
    /// <param name="writers">The histograms of each thread.</param>
    public static LatencyReport Merge(IReadOnlyCollection<StageHistograms> writers)
    {
        ArgumentNullException.ThrowIfNull(writers);
        ILookup<string, StageHistograms> byConsumer = writers.ToLookup(static writer => writer.Consumer, StringComparer.Ordinal);
        List<LatencyRow> stages = [];
        List<LatencyRow> consumers = [];
        foreach (Stage stage in StageNames.InOrder)
        {
            foreach (IGrouping<string, StageHistograms> consumer in byConsumer)
                AddUnlessEmpty(consumers, Merge(stage, consumer.Key, consumer));
            AddUnlessEmpty(stages, Merge(stage, AllConsumers, writers));
        }

        return new LatencyReport(stages, consumers);
    }

    private static LatencyRow Merge(Stage stage, string consumer, IEnumerable<StageHistograms> writers)
    {
        DurationHistogram sum = new(StageHistograms.HighestNs);
        foreach (StageHistograms writer in writers) sum.Add(writer.HistogramOf(stage));
        return new LatencyRow(stage, consumer, sum);
    }

    private static void AddUnlessEmpty(List<LatencyRow> rows, LatencyRow row)
    {
        if (row.Count > 0) rows.Add(row);
    }
}
