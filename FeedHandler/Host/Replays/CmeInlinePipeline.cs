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

/// <summary>CME packets to strategies on one thread: run to completion, no ring.</summary>
internal sealed class CmeInlinePipeline<TStamps> : ReplayPipeline
    where TStamps : struct, IStamps
{
    private readonly ReplayOptions _options;
    private readonly StampSource<TStamps> _stamps;
    private readonly InstrumentTable _instruments;
    private readonly StrategySet<TStamps> _strategies;
    private readonly EventBuffer _buffer = new();
    private readonly FeedChannel<CmeMdp3, CmeDecoder<BatchSink<InlineConsumer<TStamps>>, TStamps>, TStamps> _channel;
    private readonly List<string> _warnings = [];

    /// <summary>Takes all memory of the replay.</summary>
    public CmeInlinePipeline(ReplayOptions options, StampSource<TStamps> stamps, EventLines? lines)
    {
        _options = options;
        _stamps = stamps;
        _instruments = new InstrumentTable(options.InstrumentsMax);
        TStamps feedStamps = stamps.Create("feed");
        _strategies = new StrategySet<TStamps>(options.StrategyCount, _instruments, stamps);
        BatchSink<InlineConsumer<TStamps>> sink = new(_buffer, new InlineConsumer<TStamps>(_strategies.Runners, lines));
        _channel = new(options.Arbitration, new(_instruments, sink, feedStamps), feedStamps);
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
    public override IReadOnlyList<StrategyOutcome> Strategies => _strategies.Outcomes(static _ => 0);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Warnings => _warnings;

    /// <inheritdoc/>
    public override IReadOnlyList<RingWorkerReport> Consumers => [];

    /// <inheritdoc/>
    public override bool IsIdle => true;

    /// <inheritdoc/>
    public override FeedRun Run<TReceiver, TMode>(TReceiver receiver, TMode mode, CancellationToken stop) =>
        FeedThread.Run(_channel, receiver, mode, new ThreadPlacement(_options.FeedCore, _options.FeedPriority), _warnings, stop);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _channel.Dispose();
        _strategies.Dispose();
        _instruments.Dispose();
        _buffer.Dispose();
    }
}
