using FeedHandler.Engine;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Host.Benchmarks;

/// <summary>Measures from packet to strategy through the ring, one packet in flight at a time.</summary>
internal static class RingLatency
{
    private const int WarmUpCount = 5;

    /// <summary>Replays the packets several times, each from nothing, and merges the latencies of all but the warm-up.</summary>
    public static LatencyReport Measure(PacketStore store, PipelineOptions options, FeedSource source, int passCount, CancellationToken stop)
    {
        List<StageHistograms> histograms = [];
        for (int i = 0; i < WarmUpCount + passCount && !stop.IsCancellationRequested; i++)
        {
            using Pipeline pipeline = Pipelines.Create(new PipelinePlan(options, source, [StrategySeat.Of(new MicropriceStrategy())]));
            store.Rewind();
            pipeline.Run(new PacedReceiver(store, () => pipeline.IsIdle), default(ReplayMode), stop);
            if (i >= WarmUpCount) histograms.AddRange(pipeline.Histograms);
        }

        return LatencyReport.Merge(histograms);
    }
}
