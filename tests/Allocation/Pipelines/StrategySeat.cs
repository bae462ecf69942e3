using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.Stages;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Allocation.Pipelines;

/// <summary>The sample strategy with its instruments, books and stamps.</summary>
internal sealed class StrategySeat : IDisposable
{
    private const int InstrumentCountMax = 1024;
    private readonly StrategyRunner<MicropriceStrategy, StageStamps<MonotonicClock>> _runner;
    private readonly long[] _countByKind = new long[Enum.GetValues<EventKind>().Length];

    public StrategySeat()
    {
        StageStamps<MonotonicClock> stamps = new(default, new StageHistograms("strategy"));
        _runner = new(new MicropriceStrategy(), [Instruments], stamps, keepsOrigins: true);
    }

    public InstrumentTable Instruments { get; } = new(InstrumentCountMax);

    public StrategyConsumer Consumer => new(_runner, _countByKind);

    public MicropriceStrategy Strategy => _runner.Strategy;

    public long Events => _countByKind.Sum();

    public long Count(EventKind kind) => _countByKind[(int)kind];

    public void Dispose()
    {
        _runner.Dispose();
        Instruments.Dispose();
    }
}
