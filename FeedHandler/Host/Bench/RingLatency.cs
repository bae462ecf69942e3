using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Host.Bench;

/// <summary>Measures from packet to strategy through the ring, one packet in flight at a time.</summary>
internal static class RingLatency
{
    private const int WarmUpCount = 5;

    /// <summary>Replays the packets several times, each from nothing, and merges the latencies of all but the warm-up.</summary>
    public static LatencyReport Measure(
        PacketStore store, (PipelineOptions Pipeline, int? StrategyCore) options, FeedSource source, int passCount, CancellationToken stop)
    {
        List<StageHistograms> histograms = [];
        for (int i = 0; i < WarmUpCount + passCount && !stop.IsCancellationRequested; i++)
        {
            StrategySeat seat = StrategySeat.Of(new MicropriceStrategy(), options.StrategyCore);
            using Pipeline pipeline = Pipelines.Create(new PipelinePlan(options.Pipeline, source, [seat]));
            store.Rewind();
            pipeline.Run(new PacedReceiver(store, () => pipeline.IsIdle), default(ReplayMode), stop);
            if (i >= WarmUpCount) histograms.AddRange(pipeline.Histograms);
        }

        return LatencyReport.Merge(histograms);
    }
}

/// <summary>Hands over one packet at a time, each only when nobody is busy with the one before: latencies without queues.</summary>
/// <param name="store">The packets.</param>
/// <param name="isIdle">Whether every consumer has taken everything.</param>
internal sealed class PacedReceiver(PacketStore store, Func<bool> isIdle) : IReceiver
{
    /// <inheritdoc/>
    public bool IsCompleted => store.IsCompleted;

    /// <inheritdoc/>
    public long DropCount => store.DropCount;

    /// <inheritdoc/>
    public int Poll<THandler>(ref THandler handler, int packetLimit)
        where THandler : struct, IPacketHandler
    {
        SpinWait wait = default;
        while (!isIdle())
        {
            if (Environment.ProcessorCount < 2) wait.SpinOnce();
            else Thread.SpinWait(1);
        }

        return store.Poll(ref handler, 1);
    }

    /// <inheritdoc/>
    public void LookForDrops() => store.LookForDrops();
}
