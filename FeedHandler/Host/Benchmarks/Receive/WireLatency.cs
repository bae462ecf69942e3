using FeedHandler.Core.Events;
using FeedHandler.Latency.Histograms;
using FeedHandler.Native.Clocks;

namespace FeedHandler.Host.Benchmarks.Receive;

/// <summary>The strategy of a receive benchmark: it notes how long after the packet was due its book update is here.</summary>
/// <param name="latencies">Takes each, in nanoseconds.</param>
/// <param name="warmUpCount">Events that are not noted.</param>
internal struct WireLatency(DurationHistogram latencies, int warmUpCount) : IEventConsumer
{
    private readonly DurationHistogram _latencies = latencies;
    private int _warmUpLeft = warmUpCount;

    /// <inheritdoc/>
    public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch)
    {
        if (marketEvent.Kind == EventKind.EventEnd) return;
        if (_warmUpLeft-- > 0) return;
        _warmUpLeft = 0;
        _latencies.Record(WallClock.NowNs() - marketEvent.TransactTimeNs);
    }
}
