using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Latency.Stages;
using FeedHandler.Ring;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Engine;

/// <summary>Drives one strategy in a pipeline, whatever its type: one virtual call for a packet's events, or none behind a ring.</summary>
internal abstract class StrategyDriver(StrategySeat seat) : IDisposable
{
    /// <summary>The strategy and where it runs.</summary>
    public StrategySeat Seat => seat;

    /// <summary>What it threw on the feed thread, after which it is told nothing more; null while it is well.</summary>
    public Exception? Failure { get; protected set; }

    /// <summary>Takes a packet's events on the feed thread.</summary>
    public abstract void OnEvents(Span<MarketEvent> events);

    /// <summary>Starts a thread that takes the events of a ring.</summary>
    /// <param name="producer">The producer of the ring.</param>
    /// <param name="options">How, where the seat does not say.</param>
    public RingThread Start(RingProducer<MarketEvent> producer, PipelineOptions options) => RingThread.Start(
        (Seat.FullRing ?? options.FullRing) == FullRing.Wait ? GatingConsumer(producer) : DetachingConsumer(producer, Seat.Wait ?? options.Wait),
        new ThreadPlacement(Seat.Core));

    /// <summary>What the strategy was given and did, once all threads have ended.</summary>
    /// <param name="allocatedBytes">What its thread allocated.</param>
    public abstract StrategyOutcome Outcome(long allocatedBytes);

    /// <inheritdoc/>
    public abstract void Dispose();

    private protected abstract RingWorker GatingConsumer(RingProducer<MarketEvent> producer);

    private protected abstract RingWorker DetachingConsumer(RingProducer<MarketEvent> producer, WaitKind wait);
}

/// <inheritdoc/>
internal sealed class StrategyDriver<TStrategy, TStamps>(StrategySeat seat, StrategyRunner<TStrategy, TStamps> runner, InstrumentTable[] instruments)
    : StrategyDriver(seat)
    where TStrategy : IStrategy
    where TStamps : struct, IStamps
{
    private readonly StrategyRunner<TStrategy, TStamps> _runner = runner;

    /// <inheritdoc/>
    public override void OnEvents(Span<MarketEvent> events)
    {
        if (Failure is not null) return;
        try
        {
            foreach (ref MarketEvent marketEvent in events) _runner.OnEvent(ref marketEvent);
        }
        catch (Exception failure)
        {
            Failure = failure; // as behind a ring: it costs the strategy, and neither the feed nor the others
        }
    }

    /// <inheritdoc/>
    public override StrategyOutcome Outcome(long allocatedBytes)
    {
        StrategyResults results = new();
        _runner.Strategy.Report(results);
        bool hasFeedsBooks = instruments.Zip(_runner.Replicas).All(static pair => BookComparison.AreEqual(pair.First.Books, pair.Second.Books));
        return new StrategyOutcome(
            Seat.Name, _runner.Digests, results.All, _runner.Replicas.Sum(static replica => replica.Rejected), hasFeedsBooks, allocatedBytes,
            _runner.UpdateCount)
        {
            Origins = _runner.Origins,
        };
    }

    /// <inheritdoc/>
    public override void Dispose() => _runner.Dispose();

    private protected override RingWorker GatingConsumer(RingProducer<MarketEvent> producer) =>
        new RingConsumer<MarketEvent, Handler>(Seat.Name, producer, new Handler(_runner), WaitKinds.IdleOf(Seat.Wait));

    private protected override RingWorker DetachingConsumer(RingProducer<MarketEvent> producer, WaitKind wait) =>
        DetachingHandler<Handler>.Consumer(Seat.Name, producer, new Handler(_runner), wait);

    private readonly struct Handler(StrategyRunner<TStrategy, TStamps> runner) : IRingHandler<Handler, MarketEvent>
    {
        private readonly StrategyRunner<TStrategy, TStamps> _runner = runner;

        public void OnEvent(ref MarketEvent data, long sequence, bool endOfBatch) => _runner.OnEvent(ref data);
    }
}
