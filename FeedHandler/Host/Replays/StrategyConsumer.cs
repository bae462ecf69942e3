using FeedHandler.Core.Events;
using FeedHandler.Latency.Stages;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Host.Replays;

/// <summary>Gives events to one strategy.</summary>
internal readonly struct StrategyConsumer<TStamps>(StrategyRunner<CountedMicroprice, TStamps> runner) : IEventConsumer
    where TStamps : struct, IStamps
{
    private readonly StrategyRunner<CountedMicroprice, TStamps> _runner = runner;

    /// <inheritdoc/>
    public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch) => _runner.OnEvent(ref marketEvent);
}
