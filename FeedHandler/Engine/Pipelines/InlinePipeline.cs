using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Pipelines;
using FeedHandler.Core.Venues;
using FeedHandler.Latency.FlightRecorder;
using FeedHandler.Latency.Stages;
using FeedHandler.Latency.Wire;
using FeedHandler.Ring;

namespace FeedHandler.Engine;

/// <summary>Packets to strategies on one thread: run to completion, no ring.</summary>
internal sealed class InlinePipeline<TVenue, TDecoder, TStamps> : Pipeline
    where TVenue : struct, IVenue
    where TDecoder : struct, IMessageDecoder<TDecoder, BatchSink<InlineConsumer>, TStamps>
    where TStamps : struct, IStamps
{
    private readonly StampSource<TStamps> _stamps;
    private readonly InlineSinks _sinks;
    private readonly EventBuffer _buffer = new();
    private readonly ChannelSet<TVenue, TDecoder, TStamps> _channels;

    private InlinePipeline(PipelinePlan plan, StampSource<TStamps> stamps, TStamps feedStamps, InstrumentTable[] instruments)
        : base(plan, Drive(plan, instruments, stamps))
    {
        _stamps = stamps;
        _sinks = new InlineSinks();
        BatchSink<InlineConsumer> sink = new(_buffer, new InlineConsumer([.. Drivers], _sinks));
        _channels = new(plan.Options, plan.Source, feedStamps, instruments, (channel, table) => TDecoder.Create(channel, table, sink, feedStamps));
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
    public override IReadOnlyList<StrategyOutcome> Strategies =>
        [.. Drivers.Select(static driver => driver.Outcome(allocatedBytes: 0) with { Failure = FeedThread.WordsOf(driver.Failure) })];

    /// <inheritdoc/>
    public override IReadOnlyList<RingThread> Consumers => [];

    /// <inheritdoc/>
    public override bool IsIdle => true;

    /// <summary>Takes all memory of the pipeline.</summary>
    public static Pipeline Create(PipelinePlan plan, StampSource<TStamps> stamps)
    {
        TStamps feedStamps = stamps.CreateFeed();
        return new InlinePipeline<TVenue, TDecoder, TStamps>(
            plan, stamps, feedStamps, ChannelSet<TVenue, TDecoder, TStamps>.CreateInstruments(plan.Options, plan.Source));
    }

    /// <inheritdoc/>
    public override string MessageName(ushort templateId) => TVenue.MessageName(templateId);

    /// <inheritdoc/>
    public override void ListenToGaps(IGapListener listener) => _channels.ListenToGaps(listener);

    /// <inheritdoc/>
    public override void Watch(WireWatch wire) => _channels.Watch(wire);

    /// <inheritdoc/>
    public override IDisposable Attach(IFeedSink sink, FullRing fullRing = FullRing.Wait) => _sinks.Add(sink);

    /// <inheritdoc/>
    public override FeedRun Run<TReceiver, TMode>(TReceiver receiver, TMode mode, CancellationToken stop) =>
        FeedThread.Run(_channels, receiver, mode, FeedPlacement, WarningList, stop);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _channels.Dispose();
        _stamps.Flight?.Dispose();
        foreach (StrategyDriver driver in Drivers) driver.Dispose();
        _buffer.Dispose();
    }
}
