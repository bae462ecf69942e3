using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Engine;

namespace FeedHandler.Host.Diff.Sources;

/// <summary>The events of captures, by a replay on one thread.</summary>
internal sealed class CaptureSource : EventSource, IFeedSink
{
    private readonly CaptureSet _captures;
    private readonly PipelineOptions _options;
    private readonly IReadOnlyList<int> _channelIds;
    private readonly List<long>[] _securityIds;
    private readonly List<string?>[] _symbols;
    private IReadOnlyList<DefinitionReplica> _definitions = [];
    private FeedReport? _report;
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
        _channelIds = captures.Source.Map.ChannelIds;
        _securityIds = [.. _channelIds.Select(static _ => new List<long>())];
        _symbols = [.. _channelIds.Select(static _ => new List<string?>())];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override FeedReport? Report => _report;

    /// <inheritdoc/>
    public void OnEvent(in MarketEvent marketEvent)
    {
        int index = marketEvent.InstrumentIndex;
        List<long> securityIds = _securityIds[marketEvent.Channel];
        if (marketEvent.Kind == EventKind.Definition)
        {
            if (index == securityIds.Count) securityIds.Add(marketEvent.Quantity);
            TakeSymbol(marketEvent);
        }

        Add(new DiffEvent
        {
            Event = marketEvent,
            ChannelId = _channelIds[marketEvent.Channel],
            SecurityId = index == MarketEvent.NoInstrument ? null : securityIds[index],
            Symbol = index == MarketEvent.NoInstrument ? null : _symbols[marketEvent.Channel][index],
            Number = ++_count,
        });
    }

    /// <inheritdoc/>
    protected override void Produce()
    {
        using Feed feed = Feed.For(_options.Venue).Replay(_captures).Options(_ => _options).Sink(this)
            .WhenOpen(opened => _definitions = opened.NewDefinitions()).Start(Stopped);
        feed.Wait();
        _report = feed.Report;
    }

    /// <inheritdoc/>
    protected override void Close()
    {
        foreach (DefinitionReplica definitions in _definitions) definitions.Dispose();
    }

    // As `--events` writes it: as of this definition, and none where the venue told none.
    private void TakeSymbol(in MarketEvent definition)
    {
        DefinitionReplica definitions = _definitions[definition.Channel];
        definitions.Apply(definition);
        Span<char> text = stackalloc char[InstrumentDefinition.SymbolLengthMax];
        int length = definitions[definition.InstrumentIndex].CopySymbol(text);
        List<string?> symbols = _symbols[definition.Channel];
        if (definition.InstrumentIndex == symbols.Count) symbols.Add(null);
        symbols[definition.InstrumentIndex] = length > 0 ? new string(text[..length]) : null;
    }
}
