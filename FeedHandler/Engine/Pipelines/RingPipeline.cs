using Disruptor;
using Disruptor.Dsl;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Pipelines;
using FeedHandler.Core.Venues;
using FeedHandler.Latency.FlightRecorder;
using FeedHandler.Latency.Stages;
using FeedHandler.Latency.Wire;
using FeedHandler.Ring;

namespace FeedHandler.Engine;

/// <summary>Packets on a feed thread, a ring, and each strategy on a thread of its own.</summary>
internal sealed class RingPipeline<TVenue, TDecoder, TStamps> : Pipeline
    where TVenue : struct, IVenue
    where TDecoder : struct, IMessageDecoder<TDecoder, RingSink, TStamps>
    where TStamps : struct, IStamps
{
    private readonly StampSource<TStamps> _stamps;
    private readonly RingMemory _memory;
    private readonly RingProducer<MarketEvent> _producer;
    private readonly RingReaders _readers;
    private readonly ChannelSet<TVenue, TDecoder, TStamps> _channels;

    private RingPipeline(PipelinePlan plan, StampSource<TStamps> stamps, TStamps feedStamps, InstrumentTable[] instruments)
        : base(plan, Drive(plan, instruments, stamps))
    {
        _stamps = stamps;
        _memory = RingMemory.Allocate<MarketEvent>(plan.Options.RingSize);
        _producer = new(new UnmanagedRingBuffer<MarketEvent>(_memory, ProducerType.Single, WaitKinds.Create(plan.Options.Wait)));
        _readers = new RingReaders(_producer, Drivers, plan.Options);
        _channels = new(
            plan.Options, plan.Source, feedStamps, instruments, (channel, table) => TDecoder.Create(channel, table, new RingSink(_producer), feedStamps));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ChannelState> Channels => _channels.States;

    /// <inheritdoc/>
    public override IReadOnlyList<long> OtherPackets => _channels.OtherPackets;

    /// <inheritdoc/>
    public override IReadOnlyCollection<StageHistograms> Histograms => _stamps.Histograms;

    /// <inheritdoc/>
    public override FlightRing? Flight => _stamps.Flight;

    /// <inheritdoc/>
    public override IReadOnlyList<FlightFlag> FlightFlags => _stamps.Flags;

    /// <inheritdoc/>
    public override IReadOnlyList<StrategyOutcome> Strategies => [.. Drivers.Zip(_readers.All, static (driver, reader) =>
        driver.Outcome(reader.Worker.AllocatedBytes) with { Failure = FeedThread.WordsOf(reader.Worker.Failure) })];

    /// <inheritdoc/>
    public override IReadOnlyList<RingThread> Consumers => _readers.All;

    /// <inheritdoc/>
    public override bool IsIdle
    {
        get
        {
            foreach (RingThread reader in _readers.All)
            {
                if (reader.Worker.Report.LagCount > 0) return false;
            }

            return true;
        }
    }

    /// <summary>Takes all memory of the pipeline.</summary>
    public static Pipeline Create(PipelinePlan plan, StampSource<TStamps> stamps)
    {
        TStamps feedStamps = stamps.CreateFeed();
        return new RingPipeline<TVenue, TDecoder, TStamps>(
            plan, stamps, feedStamps, ChannelSet<TVenue, TDecoder, TStamps>.CreateInstruments(plan.Options, plan.Source));
    }

    /// <inheritdoc/>
    public override string MessageName(ushort templateId) => TVenue.MessageName(templateId);

    /// <inheritdoc/>
    public override void ListenToGaps(IGapListener listener) => _channels.ListenToGaps(listener);

    /// <inheritdoc/>
    public override void Watch(WireWatch wire) => _channels.Watch(wire);

    /// <inheritdoc/>
    public override IDisposable Attach(IFeedSink sink, FullRing fullRing = FullRing.Wait) => _readers.Attach(sink, fullRing);

    /// <inheritdoc/>
    public override FeedRun Run<TReceiver, TMode>(TReceiver receiver, TMode mode, CancellationToken stop)
    {
        _readers.Start();
        try
        {
            return FeedThread.Run(_channels, receiver, mode, FeedPlacement, WarningList, stop);
        }
        finally
        {
            _readers.Stop(WarningList);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _readers.Dispose();
        _channels.Dispose();
        _stamps.Flight?.Dispose();
        foreach (StrategyDriver driver in Drivers) driver.Dispose();
        _producer.Dispose();
        _memory.Dispose();
    }
}
