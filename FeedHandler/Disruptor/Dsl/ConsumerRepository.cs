using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>The consumers of one disruptor, found by handler or by sequence; by identity, never by equality.</summary>
internal sealed class ConsumerRepository
{
    private readonly Dictionary<object, Consumer> _byHandler = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Sequence, Consumer> _bySequence = new(ReferenceEqualityComparer.Instance);
    private readonly List<Consumer> _consumers = [];

    internal IReadOnlyList<Consumer> Consumers => _consumers;

    internal void Add(IEventProcessor processor, object handler, DependentSequenceGroup dependentSequences)
        => Add(_byHandler[handler] = new Consumer(processor, handler, dependentSequences));

    /// <summary>Adds a processor of the caller's own kind, once however often it is named.</summary>
    internal void Add(IEventProcessor processor)
    {
        if (!_bySequence.ContainsKey(processor.Sequence)) Add(new Consumer(processor, handler: null, dependentSequences: null));
    }

    /// <exception cref="ArgumentException">The handler does not consume here.</exception>
    internal Consumer ConsumerOf(object handler)
        => Find(handler) ?? throw new ArgumentException(
            $"The handler {handler.GetType().Name} does not consume from this disruptor: give it to HandleEventsWith first.", nameof(handler));

    internal Consumer? Find(object handler) => _byHandler.GetValueOrDefault(handler);

    internal void UnmarkEndOfChain(Sequence[] followed)
    {
        foreach (Sequence sequence in followed)
        {
            if (_bySequence.TryGetValue(sequence, out Consumer? consumer)) consumer.IsEndOfChain = false;
        }
    }

    /// <summary>Whether an active consumer at the end of a chain is behind the cursor.</summary>
    internal bool HasBacklog(long cursor)
    {
        foreach (Consumer consumer in _consumers)
        {
            if (consumer is { IsEndOfChain: true, IsActive: true } && cursor > consumer.Processor.Sequence.Value) return true;
        }

        return false;
    }

    private void Add(Consumer consumer)
    {
        _bySequence[consumer.Processor.Sequence] = consumer;
        _consumers.Add(consumer);
    }
}
