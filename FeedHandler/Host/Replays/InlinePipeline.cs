using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Core.Venues;
using FeedHandler.Host.Reports;
using FeedHandler.Latency.Stages;
using FeedHandler.Ring;

namespace FeedHandler.Host.Replays;

/// <summary>Packets to strategies on one thread: run to completion, no ring.</summary>
internal sealed class InlinePipeline<TVenue, TDecoder, TStamps> : ReplayPipeline
    where TVenue : struct, IVenue
    where TDecoder : struct, IMessageDecoder<TDecoder, BatchSink<InlineConsumer<TStamps>>, TStamps>
    where TStamps : struct, IStamps
{
    private readonly ReplayOptions _options;
    private readonly StampSource<TStamps> _stamps;
    private readonly StrategySet<TStamps> _strategies;
    private readonly EventBuffer _buffer = new();
    private readonly ChannelSet<TVenue, TDecoder, TStamps> _channels;
    private readonly List<string> _warnings = [];

    /// <summary>Takes all memory of the replay.</summary>
    public InlinePipeline(ReplayOptions options, FeedSource source, StampSource<TStamps> stamps, EventLines? lines)
        : base(source)
    {
        _options = options;
        _stamps = stamps;
        TStamps feedStamps = stamps.Create("feed");
        InstrumentTable[] instruments = ChannelSet<TVenue, TDecoder, TStamps>.CreateInstruments(options, source);
        _strategies = new StrategySet<TStamps>(options.StrategyCount, instruments, stamps);
        BatchSink<InlineConsumer<TStamps>> sink = new(_buffer, new InlineConsumer<TStamps>(_strategies.Runners, lines));
        _channels = new(options, source, feedStamps, instruments, (channel, table) => TDecoder.Create(channel, table, sink, feedStamps));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ChannelState> Channels => _channels.States;

    /// <inheritdoc/>
    public override IReadOnlyList<long> OtherPackets => _channels.OtherPackets;

    /// <inheritdoc/>
    public override IReadOnlyCollection<StageHistograms> Histograms => _stamps.Histograms;

    /// <inheritdoc/>
    public override IReadOnlyList<StrategyOutcome> Strategies => _strategies.Outcomes(static _ => 0);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Warnings => _warnings;

    /// <inheritdoc/>
    public override IReadOnlyList<RingThread> Consumers => [];

    /// <inheritdoc/>
    public override bool IsIdle => true;

    /// <inheritdoc/>
    public override string MessageName(ushort templateId) => TVenue.MessageName(templateId);

    /// <inheritdoc/>
    public override void ListenToGaps(IGapListener listener) => _channels.ListenToGaps(listener);

    /// <inheritdoc/>
    public override FeedRun Run<TReceiver, TMode>(TReceiver receiver, TMode mode, CancellationToken stop) =>
        FeedThread.Run(_channels, receiver, mode, new ThreadPlacement(_options.FeedCore, _options.FeedPriority), _warnings, stop);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _channels.Dispose();
        _strategies.Dispose();
        _buffer.Dispose();
    }
}
