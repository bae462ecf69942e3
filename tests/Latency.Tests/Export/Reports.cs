using FeedHandler.Latency.Stages;

namespace FeedHandler.Latency.Tests.Export;

/// <summary>A report with a stage of one consumer, a stage of two, and durations that do not fit.</summary>
internal static class Reports
{
    internal static LatencyReport Sample()
    {
        StageHistograms feed = new("feed");
        for (int i = 1; i <= 1000; i++) feed.Record(Stage.Decode, i);
        StageHistograms first = new("strategy-1");
        first.Record(Stage.Consume, 1_500);
        StageHistograms second = new("strategy-2");
        second.Record(Stage.Consume, 12_400_000);
        second.Record(Stage.Consume, -3);
        return LatencyReport.Merge([feed, first, second]);
    }
}
