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
    private readonly UnmanagedRingBuffer<MarketEvent> _ring;
    private readonly FeedChannel<CmeMdp3, CmeDecoder<RingSink, TStamps>, TStamps> _channel;
    private readonly List<string> _warnings = [];
    private List<IRingReader> _readers = [];

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
        _ring = new UnmanagedRingBuffer<MarketEvent>(_memory, ProducerType.Single, WaitKinds.Create(options.Wait));
        _channel = new(options.Arbitration, new(_instruments, new RingSink(_ring), feedStamps), feedStamps);
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
    public override IReadOnlyList<StrategyOutcome> Strategies => _strategies.Outcomes(index => _readers[index].AllocatedBytes);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Warnings => _warnings;

    /// <inheritdoc/>
    public override bool IsIdle
    {
        get
        {
            long cursor = _ring.Cursor;
            foreach (IRingReader reader in _readers)
            {
                if (reader.TakenSequence < cursor) return false;
            }

            return true;
        }
    }

    /// <inheritdoc/>
    public override FeedRun Run<TReceiver>(TReceiver receiver, CancellationToken stop)
    {
        List<IRingReader> readers = [.. _strategies.Runners.Select((runner, index) => StartStrategy(new(runner), index))];
        _readers = readers;
        if (_lines is not null) readers.Add(new RingReader<LineConsumer>("event-lines", _ring, new LineConsumer(_lines), core: null));
        try
        {
            return FeedThread.Run(_channel, receiver, _options.FeedCore, _warnings, stop);
        }
        finally
        {
            foreach (IRingReader reader in readers) reader.DrainAndStop();
            Judge(readers);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _channel.Dispose();
        _strategies.Dispose();
        _instruments.Dispose();
        _memory.Dispose();
    }

    private RingReader<StrategyConsumer<TStamps>> StartStrategy(StrategyConsumer<TStamps> consumer, int index)
    {
        int? core = index < _options.StrategyCores.Count ? _options.StrategyCores[index] : null;
        return new RingReader<StrategyConsumer<TStamps>>(StrategySet<TStamps>.NameOf(index + 1), _ring, consumer, core);
    }

    private void Judge(List<IRingReader> readers)
    {
        foreach (IRingReader reader in readers)
        {
            FeedThread.Warn(reader.Thread, reader.Name, _warnings);
            if (reader.Thread.Failure is not null) ExceptionDispatchInfo.Throw(reader.Thread.Failure);
        }
    }
}
