using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Sinks.SharedMemory;

/// <summary>What the events of a channel say of its instruments.</summary>
/// <param name="indexCountMax">How many instruments the channel can have.</param>
/// <param name="definitions">What the venue says of them; becomes this one's to dispose of.</param>
internal readonly struct ChannelReplicas(int indexCountMax, DefinitionReplica definitions) : IDisposable
{
    /// <summary>The books.</summary>
    public BookReplica Books { get; } = new(indexCountMax, touchedCount: 0);

    /// <summary>The statistics.</summary>
    public StatisticReplica Statistics { get; } = new(indexCountMax);

    /// <summary>What the venue says of them.</summary>
    public DefinitionReplica Definitions { get; } = definitions;

    /// <summary>Applies an event.</summary>
    /// <param name="marketEvent">The event; all of the channel must be given, in order.</param>
    public void Apply(in MarketEvent marketEvent)
    {
        Statistics.Apply(marketEvent, Books.Books);
        Books.Apply(marketEvent);
        if (marketEvent.Kind == EventKind.Definition) Definitions.Apply(marketEvent);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Books.Dispose();
        Definitions.Dispose();
    }
}
