using FeedHandler.Latency.Stages;

namespace FeedHandler.Latency.Export;

/// <summary>
/// The rows of a report under the names that files and logs give them: a stage over all consumers (`consume`), and where it has
/// several each of them (`consume.strategy-1`).
/// </summary>
internal static class ReportSeries
{
    internal static IEnumerable<(string Name, LatencyRow Row)> Of(LatencyReport report) =>
        report.Stages.SelectMany(stage => ConsumersOf(report, stage).Prepend((Name: StageNames.NameOf(stage.Stage), Row: stage)));

    private static IEnumerable<(string Name, LatencyRow Row)> ConsumersOf(LatencyReport report, LatencyRow stage)
    {
        LatencyRow[] consumers = [.. report.Consumers.Where(row => row.Stage == stage.Stage)];
        return consumers.Length < 2 ? [] : consumers.Select(static row => ($"{StageNames.NameOf(row.Stage)}.{row.Consumer}", row));
    }
}
