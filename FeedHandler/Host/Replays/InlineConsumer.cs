using FeedHandler.Core.Events;
using FeedHandler.Host.Reports;
using FeedHandler.Latency.Stages;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Host.Replays;

/// <summary>Gives events to every strategy in turn and to the event lines, all on the feed thread.</summary>
internal readonly struct InlineConsumer<TStamps>(StrategyRunner<CountedMicroprice, TStamps>[] runners, EventLines? lines) : IEventConsumer
    where TStamps : struct, IStamps
{
    private readonly StrategyRunner<CountedMicroprice, TStamps>[] _runners = runners;
    private readonly EventLines? _lines = lines;

    /// <inheritdoc/>
    public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch)
    {
        foreach (StrategyRunner<CountedMicroprice, TStamps> runner in _runners) runner.OnEvent(ref marketEvent);
        _lines?.Write(marketEvent);
    }
}
