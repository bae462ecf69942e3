using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Engine;
using FeedHandler.Host.Reports.Events;
using FeedHandler.Replay.Captures;

namespace FeedHandler.Host.Diff.Sources;

/// <summary>The events of captures, by a replay on one thread.</summary>
internal sealed class CaptureSource : EventSource, IFeedSink
{
    private readonly CaptureSet _captures;
    private readonly PipelineOptions _options;
    private readonly EventNames _names;
    private readonly List<string?>[] _symbols;
    private FeedReport? _report;
    private volatile FeedStatus? _status;
    private long _count;

    /// <summary>Makes it ready to start.</summary>
    /// <param name="name">Names its thread.</param>
    /// <param name="captures">The captures, which stay the caller's.</param>
    /// <param name="options">How to replay.</param>
    /// <param name="user">Stops it.</param>
    public CaptureSource(string name, CaptureSet captures, PipelineOptions options, CancellationToken user)
        : base(name, user)
    {
        (_captures, _options, Name) = (captures, options, name);
        _names = new EventNames(options.InstrumentsMax, captures.Source.Map.ChannelIds);
        _symbols = [.. captures.Source.Map.ChannelIds.Select(static _ => new List<string?>())];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override FeedReport? Report => _report;

    /// <inheritdoc/>
    public void OnOpen(Feed feed) => _names.Follow(feed.NewDefinitions());

    /// <inheritdoc/>
    public void OnEvent(in MarketEvent marketEvent)
    {
        _names.Take(marketEvent);
        if (marketEvent.Kind == EventKind.Definition) TakeSymbol(marketEvent);
        bool isOfInstrument = _names.TryGetSecurityId(marketEvent, out long securityId);
        Add(new DiffEvent
        {
            Event = marketEvent,
            ChannelId = _names.ChannelId(marketEvent),
            SecurityId = isOfInstrument ? securityId : null,
            Symbol = isOfInstrument ? _symbols[marketEvent.Channel][marketEvent.InstrumentIndex] : null,
            Number = ++_count,
        });
    }

    /// <inheritdoc/>
    public override ReadShare Share => _status?.Share ?? default;

    /// <inheritdoc/>
    protected override void Produce()
    {
        using Feed feed = Feed.For(_options.Venue).Replay(_captures).Options(_ => _options).Sink(this).Start(Stopped);
        _status = feed.Status;
        feed.Wait();
        _report = feed.Report;
    }

    /// <inheritdoc/>
    protected override void Close() => _names.Dispose();

    // As `--events` writes it: as of this definition, and none where the venue told none.
    private void TakeSymbol(in MarketEvent definition)
    {
        Span<char> text = stackalloc char[InstrumentDefinition.SymbolLengthMax];
        int length = _names.CopySymbol(definition, text);
        List<string?> symbols = _symbols[definition.Channel];
        if (definition.InstrumentIndex == symbols.Count) symbols.Add(null);
        symbols[definition.InstrumentIndex] = length > 0 ? new string(text[..length]) : null;
    }
}
