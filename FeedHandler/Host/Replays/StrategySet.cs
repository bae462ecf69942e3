using System.Globalization;
using FeedHandler.Core.Books;
using FeedHandler.Core.Instruments;
using FeedHandler.Latency.Stages;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Host.Replays;

/// <summary>The strategies of a replay, each with books and histograms of its own.</summary>
internal sealed class StrategySet<TStamps> : IDisposable
    where TStamps : struct, IStamps
{
    private readonly InstrumentTable[] _instruments;

    /// <summary>Makes a number of strategies.</summary>
    public StrategySet(int count, InstrumentTable[] instruments, StampSource<TStamps> stamps)
    {
        _instruments = instruments;
        Runners = [.. Enumerable.Range(1, count).Select(number => Create(NameOf(number), instruments, stamps))];
    }

    /// <summary>What drives each strategy.</summary>
    public StrategyRunner<CountedMicroprice, TStamps>[] Runners { get; }

    /// <summary>The name of a strategy by its number from 1.</summary>
    public static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"strategy-{number}");

    /// <summary>What each did.</summary>
    /// <param name="allocatedBytes">What the thread of each allocated, by index.</param>
    public IReadOnlyList<StrategyOutcome> Outcomes(Func<int, long> allocatedBytes) =>
        [.. Runners.Select((runner, index) => Outcome(runner, index + 1, allocatedBytes(index)))];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (StrategyRunner<CountedMicroprice, TStamps> runner in Runners) runner.Dispose();
    }

    private static StrategyRunner<CountedMicroprice, TStamps> Create(string name, InstrumentTable[] instruments, StampSource<TStamps> stamps) =>
        new(new CountedMicroprice(instruments[0].Books.CountMax, instruments.Length), instruments, stamps.Create(name));

    private StrategyOutcome Outcome(StrategyRunner<CountedMicroprice, TStamps> runner, int number, long allocatedBytes)
    {
        MicropriceStrategy strategy = runner.Strategy.Strategy;
        bool hasFeedsBooks = _instruments.Zip(runner.Replicas).All(static pair => BookComparison.AreEqual(pair.First.Books, pair.Second.Books));
        return new StrategyOutcome(
            NameOf(number), runner.Digests, strategy.BuySignals, strategy.SellSignals, strategy.Trades,
            runner.Replicas.Sum(static replica => replica.Rejected), hasFeedsBooks, allocatedBytes, runner.Strategy.UpdateCount);
    }
}
