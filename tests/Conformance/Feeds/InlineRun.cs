using FeedHandler.Conformance.Books;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay.Simulator;
using FeedHandler.Sinks.Strategies;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Conformance.Feeds;

/// <summary>Packets through the pipeline and a strategy on one thread; what comes out stays to be looked at.</summary>
internal sealed class InlineRun : IDisposable
{
    /// <summary>Room for the instruments of every feed here.</summary>
    public const int InstrumentsMax = 4096;

    private readonly StrategyRunner<QuietStrategy, NoStamps> _runner;

    public InlineRun(IReadOnlyList<Arrival> arrivals, int packetLimit = int.MaxValue, bool comparesBooks = false)
    {
        Instruments = new InstrumentTable(InstrumentsMax);
        _runner = new StrategyRunner<QuietStrategy, NoStamps>(new QuietStrategy(), [Instruments], default);
        Comparison = comparesBooks ? new BookComparison(Instruments.Books, _runner.Replicas[0]) : null;
        using EventBuffer buffer = new EventBuffer();
        BatchSink<Consumer> sink = new BatchSink<Consumer>(buffer, new Consumer(_runner, Comparison));
        using FeedChannel<CmeMdp3, CmeDecoder<BatchSink<Consumer>, NoStamps>, NoStamps> channel = new FeedChannel<CmeMdp3, CmeDecoder<BatchSink<Consumer>, NoStamps>, NoStamps>(
            new ArbitrationOptions(), FeedMap.TwoLines, 0, new CmeDecoder<BatchSink<Consumer>, NoStamps>(0, Instruments, sink, default), default);
        ChannelHandler<BatchSink<Consumer>>.Run(channel, new ArrivalReceiver(arrivals), packetLimit);
        LostCount = channel.Arbitration.Lost;
        Comparison?.CompareAll();
    }

    public InstrumentTable Instruments { get; }

    public BookComparison? Comparison { get; }

    public long LostCount { get; }

    public (ulong Value, long Count) Digest => (_runner.Digests[0].Value, _runner.Digests[0].Count);

    public static (ulong Value, long Count) DigestOf(IReadOnlyList<Arrival> arrivals, int packetLimit = int.MaxValue)
    {
        using InlineRun run = new InlineRun(arrivals, packetLimit);
        return run.Digest;
    }

    public void Dispose()
    {
        _runner.Dispose();
        Instruments.Dispose();
    }

    private readonly struct Consumer(StrategyRunner<QuietStrategy, NoStamps> runner, BookComparison? comparison) : IEventConsumer
    {
        public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch)
        {
            runner.OnEvent(ref marketEvent);
            comparison?.OnEvent(marketEvent, isEndOfBatch);
        }
    }
}
