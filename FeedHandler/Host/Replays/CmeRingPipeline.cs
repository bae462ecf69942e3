using System.Runtime.ExceptionServices;
using Disruptor;
using Disruptor.Dsl;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Core.Venues.Cme;
using FeedHandler.Host.Reports;
using FeedHandler.Latency.Stages;
using FeedHandler.Ring;

namespace FeedHandler.Host.Replays;

/// <summary>CME packets on a feed thread, a ring, and each strategy on a thread of its own.</summary>
internal sealed class CmeRingPipeline<TStamps> : ReplayPipeline
    where TStamps : struct, IStamps
{
    private readonly ReplayOptions _options;
    private readonly StampSource<TStamps> _stamps;
    private readonly EventLines? _lines;
    private readonly InstrumentTable _instruments;
    private readonly StrategySet<TStamps> _strategies;
    private readonly RingMemory _memory;
    private readonly RingProducer<MarketEvent> _producer;
    private readonly FeedChannel<CmeMdp3, CmeDecoder<RingSink, TStamps>, TStamps> _channel;
    private readonly List<string> _warnings = [];
    private List<RingThread> _readers = [];

    /// <summary>Takes all memory of the replay.</summary>
    public CmeRingPipeline(ReplayOptions options, StampSource<TStamps> stamps, EventLines? lines)
    {
        _options = options;
        _stamps = stamps;
        _lines = lines;
        _instruments = new InstrumentTable(options.InstrumentsMax);
        TStamps feedStamps = stamps.Create("feed");
        _strategies = new StrategySet<TStamps>(options.StrategyCount, _instruments, stamps);
        _memory = RingMemory.Allocate<MarketEvent>(options.RingSize);
        _producer = new(new UnmanagedRingBuffer<MarketEvent>(_memory, ProducerType.Single, WaitKinds.Create(options.Wait)));
        _channel = new(options.Arbitration, new(_instruments, new RingSink(_producer), feedStamps), feedStamps);
    }

    /// <inheritdoc/>
    public override ArbitrationCounters Arbitration => _channel.Arbitration;

    /// <inheritdoc/>
    public override CmeCounters Decoding => _channel.Decoder.Counters;

    /// <inheritdoc/>
    public override InstrumentTable Instruments => _instruments;

    /// <inheritdoc/>
    public override IReadOnlyCollection<StageHistograms> Histograms => _stamps.Histograms;

    /// <inheritdoc/>
    public override IReadOnlyList<StrategyOutcome> Strategies => _strategies.Outcomes(index => _readers[index].Worker.AllocatedBytes);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Warnings => _warnings;

    /// <inheritdoc/>
    public override IReadOnlyList<RingWorkerReport> Consumers => [.. _readers.Select(static reader => reader.Worker.Report)];

    /// <inheritdoc/>
    public override bool IsIdle
    {
        get
        {
            foreach (RingThread reader in _readers)
            {
                if (reader.Worker.Report.LagCount > 0) return false;
            }

            return true;
        }
    }

    /// <inheritdoc/>
    public override FeedRun Run<TReceiver, TMode>(TReceiver receiver, TMode mode, CancellationToken stop)
    {
        List<RingThread> readers = [.. _strategies.Runners.Select((runner, index) => StartStrategy(new(runner), index))];
        _readers = readers;
        if (_lines is not null) readers.Add(Start("event-lines", new LineConsumer(_lines), core: null));
        try
        {
            return FeedThread.Run(_channel, receiver, mode, new ThreadPlacement(_options.FeedCore, _options.FeedPriority), _warnings, stop);
        }
        finally
        {
            foreach (RingThread reader in readers) reader.Worker.Halt();
            Judge(readers);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _channel.Dispose();
        _strategies.Dispose();
        _instruments.Dispose();
        _producer.Dispose();
        _memory.Dispose();
    }

    private RingThread StartStrategy(StrategyConsumer<TStamps> consumer, int index)
    {
        int? core = index < _options.StrategyCores.Count ? _options.StrategyCores[index] : null;
        return Start(StrategySet<TStamps>.NameOf(index + 1), consumer, core);
    }

    private RingThread Start<TConsumer>(string name, TConsumer consumer, int? core)
        where TConsumer : struct, IEventConsumer
        => RingThread.Start(
            new RingConsumer<MarketEvent, EventHandler<TConsumer>>(name, _producer, new(consumer), IdleStrategy.OfRing), new ThreadPlacement(core));

    // All are waited for before the first failure is told: nobody works on memory that is given back.
    private void Judge(List<RingThread> readers)
    {
        foreach (RingThread reader in readers)
        {
            reader.Join();
            FeedThread.Warn(reader.Refusals, reader.Worker.Name, _warnings);
        }

        foreach (RingThread reader in readers)
        {
            if (reader.Worker.Failure is { } failure) ExceptionDispatchInfo.Throw(failure);
        }
    }
}
