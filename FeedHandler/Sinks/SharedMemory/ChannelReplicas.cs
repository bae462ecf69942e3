using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Sinks.SharedMemory;

/// <summary>What the events of a channel say of its instruments.</summary>
/// <param name="indexCountMax">How many instruments the channel can have.</param>
/// <param name="definitions">What the venue says of them; becomes this one's to dispose of.</param>
/// <param name="orders">Takes the orders; null where the feed keeps none. Becomes this one's to dispose of.</param>
internal readonly struct ChannelReplicas(int indexCountMax, DefinitionReplica definitions, OrderWriter? orders) : IDisposable
{
    /// <summary>The books.</summary>
    public BookReplica Books { get; } = new(indexCountMax, touchedCount: 0);

    /// <summary>The statistics.</summary>
    public StatisticReplica Statistics { get; } = new(indexCountMax);

    /// <summary>What the venue says of them.</summary>
    public DefinitionReplica Definitions { get; } = definitions;

    /// <summary>The orders; null where the feed keeps none.</summary>
    public OrderWriter? Orders { get; } = orders;

    /// <summary>Applies an event.</summary>
    /// <param name="marketEvent">The event; all of the channel must be given, in order.</param>
    /// <param name="sequence">Its number in the stream.</param>
    public void Apply(in MarketEvent marketEvent, long sequence)
    {
        Statistics.Apply(marketEvent, Books.Books);
        Books.Apply(marketEvent);
        Orders?.Take(marketEvent, sequence);
        if (marketEvent.Kind == EventKind.Definition) Definitions.Apply(marketEvent);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Books.Dispose();
        Definitions.Dispose();
        Orders?.Dispose();
    }
}
