using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Host.Reports.Events;

/// <summary>What the channels and instruments of events are called at the venue, as of the event at hand. Allocates nothing after it was made.</summary>
/// <param name="instrumentCountMax">How many instruments a channel can have.</param>
/// <param name="channelIds">The channels' ids at the venue, by index.</param>
internal sealed class EventNames(int instrumentCountMax, IReadOnlyList<int> channelIds) : IEventNames, IDisposable
{
    private readonly int[] _channelIds = [.. channelIds];
    private readonly long[][] _securityIds = [.. channelIds.Select(_ => new long[instrumentCountMax])];
    private IReadOnlyList<DefinitionReplica>? _definitions;

    /// <summary>Takes symbols from definitions, which are disposed of with this; without them no instrument has one.</summary>
    /// <param name="definitions">By channel, from before the first event.</param>
    public void Follow(IReadOnlyList<DefinitionReplica> definitions)
    {
        _definitions = definitions;
        Span<char> text = stackalloc char[InstrumentDefinition.SymbolLengthMax];
        definitions[0][0].CopySymbol(text); // what the runtime makes for the first one is made here
    }

    /// <summary>Takes an event that may name an instrument. All must be given, in order.</summary>
    public void Take(in MarketEvent marketEvent)
    {
        if (marketEvent.Kind != EventKind.Definition) return;
        int index = marketEvent.InstrumentIndex;
        long[] securityIds = _securityIds[marketEvent.Channel];
        if ((uint)index < (uint)securityIds.Length) securityIds[index] = marketEvent.Quantity;
        _definitions?[marketEvent.Channel].Apply(marketEvent);
    }

    /// <inheritdoc/>
    public int ChannelId(in MarketEvent marketEvent) => _channelIds[marketEvent.Channel];

    /// <inheritdoc/>
    public bool TryGetSecurityId(in MarketEvent marketEvent, out long securityId)
    {
        long[] securityIds = _securityIds[marketEvent.Channel];
        bool isOfInstrument = (uint)marketEvent.InstrumentIndex < (uint)securityIds.Length;
        securityId = isOfInstrument ? securityIds[marketEvent.InstrumentIndex] : 0;
        return isOfInstrument;
    }

    /// <inheritdoc/>
    public int CopySymbol(in MarketEvent marketEvent, Span<char> text) =>
        _definitions is null ? 0 : _definitions[marketEvent.Channel][marketEvent.InstrumentIndex].CopySymbol(text);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (DefinitionReplica definitions in _definitions ?? []) definitions.Dispose();
        _definitions = null;
    }
}

/// <summary>Knows what the channels and instruments of events are called.</summary>
internal interface IEventNames
{
    /// <summary>The venue's number of an event's channel.</summary>
    int ChannelId(in MarketEvent marketEvent);

    /// <summary>The venue's id of an event's instrument.</summary>
    /// <returns>False where the event is of no instrument.</returns>
    bool TryGetSecurityId(in MarketEvent marketEvent, out long securityId);

    /// <summary>The venue's name of an event's instrument.</summary>
    /// <param name="marketEvent">The event, of an instrument.</param>
    /// <param name="text">Takes it, at least <see cref="InstrumentDefinition.SymbolLengthMax"/> characters.</param>
    /// <returns>How many characters it has; 0 where none was told.</returns>
    int CopySymbol(in MarketEvent marketEvent, Span<char> text);
}
