using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Pipelines;
using FeedHandler.Core.Venues;
using FeedHandler.Latency.Stages;
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
    public override IReadOnlyList<StrategyOutcome> Strategies =>
        [.. Drivers.Select(static driver => driver.Outcome(allocatedBytes: 0) with { Failure = FeedThread.WordsOf(driver.Failure) })];

    /// <inheritdoc/>
    public override IReadOnlyList<RingThread> Consumers => [];

    /// <inheritdoc/>
    public override bool IsIdle => true;

    /// <summary>Takes all memory of the pipeline.</summary>
    public static Pipeline Create(PipelinePlan plan, StampSource<TStamps> stamps)
    {
        TStamps feedStamps = stamps.Create("feed");
        return new InlinePipeline<TVenue, TDecoder, TStamps>(
            plan, stamps, feedStamps, ChannelSet<TVenue, TDecoder, TStamps>.CreateInstruments(plan.Options, plan.Source));
    }

    /// <inheritdoc/>
    public override string MessageName(ushort templateId) => TVenue.MessageName(templateId);

    /// <inheritdoc/>
    public override void ListenToGaps(IGapListener listener) => _channels.ListenToGaps(listener);

    /// <inheritdoc/>
    public override IDisposable Attach(IFeedSink sink, FullRing fullRing = FullRing.Wait) => _sinks.Add(sink);

    /// <inheritdoc/>
    public override FeedRun Run<TReceiver, TMode>(TReceiver receiver, TMode mode, CancellationToken stop) =>
        FeedThread.Run(_channels, receiver, mode, FeedPlacement, WarningList, stop);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _channels.Dispose();
        foreach (StrategyDriver driver in Drivers) driver.Dispose();
        _buffer.Dispose();
    }
}

/// <summary>Gives a packet's events to every strategy in turn, and to the sinks, all on the feed thread.</summary>
internal unsafe struct InlineConsumer(StrategyDriver[] drivers, InlineSinks sinks) : IEventConsumer
{
    private readonly StrategyDriver[] _drivers = drivers;
    private readonly InlineSinks _sinks = sinks;
    private MarketEvent* _first;
    private int _count;

    /// <inheritdoc/>
    public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch)
    {
        // The events of a batch lie side by side in memory that does not move: each strategy is called once for all of them.
        if (_count++ == 0) _first = (MarketEvent*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref marketEvent);
        if (!isEndOfBatch) return;
        Span<MarketEvent> events = new(_first, _count);
        _count = 0;
        foreach (StrategyDriver driver in _drivers) driver.OnEvents(events);
        _sinks.OnEvents(events);
    }
}

/// <summary>The sinks of a feed without a ring, which may come and go while it runs.</summary>
internal sealed class InlineSinks
{
    // Replaced by whoever adds or removes a sink (compare-exchange), read by the feed thread for every packet (acquire).
    private IFeedSink[] _sinks = [];

    /// <summary>Adds a sink.</summary>
    public IDisposable Add(IFeedSink sink)
    {
        Replace(sinks => [.. sinks, sink]);
        return new Detachment(() => Replace(sinks => [.. sinks.Where(other => other != sink)]));
    }

    /// <summary>Gives every sink a packet's events.</summary>
    public void OnEvents(Span<MarketEvent> events)
    {
        foreach (IFeedSink sink in Volatile.Read(ref _sinks))
        {
            foreach (ref readonly MarketEvent marketEvent in events) sink.OnEvent(marketEvent);
        }
    }

    private void Replace(Func<IFeedSink[], IFeedSink[]> change)
    {
        IFeedSink[] seen;
        do
        {
            seen = Volatile.Read(ref _sinks);
        }
        while (Interlocked.CompareExchange(ref _sinks, change(seen), seen) != seen);
    }
}

/// <summary>What was attached, until it is disposed of.</summary>
internal sealed class Detachment(Action detach) : IDisposable
{
    private int _isDisposed;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0) detach();
    }
}
