using FeedHandler.Core.Events;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.Stages;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Allocation.Pipelines;

/// <summary>Gives events to a strategy and counts them by kind, so that a test can say what it has measured.</summary>
internal readonly struct StrategyConsumer(
    StrategyRunner<MicropriceStrategy, StageStamps<MonotonicClock>> runner, long[] countByKind) : IEventConsumer
{
    public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch)
    {
        runner.OnEvent(ref marketEvent);
        countByKind[(int)marketEvent.Kind]++;
    }
}
