using System.Runtime.ExceptionServices;
using Disruptor;
using Disruptor.Dsl;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Core.Venues;
using FeedHandler.Host.Reports;
using FeedHandler.Latency.Stages;
using FeedHandler.Ring;

namespace FeedHandler.Host.Replays;

/// <summary>Packets on a feed thread, a ring, and each strategy on a thread of its own.</summary>
internal sealed class RingPipeline<TVenue, TDecoder, TStamps> : ReplayPipeline
    where TVenue : struct, IVenue
    where TDecoder : struct, IMessageDecoder<TDecoder, RingSink, TStamps>
    where TStamps : struct, IStamps
{
    private readonly ReplayOptions _options;
    private readonly StampSource<TStamps> _stamps;
    private readonly EventLines? _lines;
    private readonly StrategySet<TStamps> _strategies;
    private readonly RingMemory _memory;
    private readonly RingProducer<MarketEvent> _producer;
    private readonly ChannelSet<TVenue, TDecoder, TStamps> _channels;
    private readonly List<string> _warnings = [];
    private List<RingThread> _readers = [];

    /// <summary>Takes all memory of the replay.</summary>
    public RingPipeline(ReplayOptions options, FeedSource source, StampSource<TStamps> stamps, EventLines? lines)
        : base(source)
    {
        _options = options;
        _stamps = stamps;
        _lines = lines;
        TStamps feedStamps = stamps.Create("feed");
        InstrumentTable[] instruments = ChannelSet<TVenue, TDecoder, TStamps>.CreateInstruments(options, source);
        _strategies = new StrategySet<TStamps>(options.StrategyCount, instruments, stamps);
        _memory = RingMemory.Allocate<MarketEvent>(options.RingSize);
        _producer = new(new UnmanagedRingBuffer<MarketEvent>(_memory, ProducerType.Single, WaitKinds.Create(options.Wait)));
        _channels = new(options, source, feedStamps, instruments, (channel, table) => TDecoder.Create(channel, table, new RingSink(_producer), feedStamps));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ChannelState> Channels => _channels.States;

    /// <inheritdoc/>
    public override IReadOnlyList<long> OtherPackets => _channels.OtherPackets;

    /// <inheritdoc/>
    public override IReadOnlyCollection<StageHistograms> Histograms => _stamps.Histograms;

    /// <inheritdoc/>
    public override IReadOnlyList<StrategyOutcome> Strategies => _strategies.Outcomes(index => _readers[index].Worker.AllocatedBytes);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Warnings => _warnings;

    /// <inheritdoc/>
    public override IReadOnlyList<RingThread> Consumers => _readers;

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
    public override string MessageName(ushort templateId) => TVenue.MessageName(templateId);

    /// <inheritdoc/>
    public override void ListenToGaps(IGapListener listener) => _channels.ListenToGaps(listener);

    /// <inheritdoc/>
    public override FeedRun Run<TReceiver, TMode>(TReceiver receiver, TMode mode, CancellationToken stop)
    {
        List<RingThread> readers = [.. _strategies.Runners.Select((runner, index) => StartStrategy(new(runner), index))];
        if (_lines is not null) readers.Add(Start("event-lines", new LineConsumer(_lines), core: null));
        _readers = readers; // complete: others read it in passing
        try
        {
            return FeedThread.Run(_channels, receiver, mode, new ThreadPlacement(_options.FeedCore, _options.FeedPriority), _warnings, stop);
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
        _channels.Dispose();
        _strategies.Dispose();
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
