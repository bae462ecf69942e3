using System.Diagnostics;
using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>The consumers of one disruptor, found by handler or by sequence; by identity, never by equality.</summary>
internal sealed class ConsumerRepository
{
    private readonly Dictionary<object, ProcessorConsumer> _byHandler = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Sequence, Consumer> _bySequence = new(ReferenceEqualityComparer.Instance);
    private readonly List<Consumer> _consumers = [];

    internal void Add(IEventProcessor processor, object handler, DependentSequenceGroup dependentSequences)
        => Add(_byHandler[handler] = new ProcessorConsumer(processor, dependentSequences));

    /// <summary>Adds processors of the caller's own kind, each once however often it is named.</summary>
    internal void Add(IEventProcessor[] processors)
    {
        foreach (IEventProcessor processor in processors)
        {
            if (!_bySequence.ContainsKey(processor.Sequence)) Add(new ProcessorConsumer(processor, dependentSequences: null));
        }
    }

    internal void Add(Consumer consumer)
    {
        foreach (Sequence sequence in consumer.Sequences) _bySequence[sequence] = consumer;
        _consumers.Add(consumer);
    }

    /// <exception cref="ArgumentException">The handler does not consume here.</exception>
    internal IEventProcessor ProcessorOf(object handler)
        => _byHandler.GetValueOrDefault(handler)?.Processor ?? throw new ArgumentException(
            $"The handler {handler.GetType().Name} does not consume from this disruptor: give it to HandleEventsWith first.", nameof(handler));

    /// <summary>What the handler waits for; null when it does not consume here.</summary>
    internal DependentSequenceGroup? DependentSequencesOf(object handler) => _byHandler.GetValueOrDefault(handler)?.DependentSequences;

    internal void UnmarkEndOfChain(Sequence[] followed)
    {
        foreach (Sequence sequence in followed)
        {
            if (_bySequence.TryGetValue(sequence, out Consumer? consumer)) consumer.IsEndOfChain = false;
        }
    }

    internal void Start(TaskScheduler taskScheduler)
    {
        foreach (Consumer consumer in _consumers) consumer.Start(taskScheduler);
    }

    internal void Halt()
    {
        foreach (Consumer consumer in _consumers) consumer.Halt();
    }

    /// <summary>Waits until the active consumers at the ends of the chains have taken everything that is in the ring.</summary>
    /// <param name="ring">The ring; its producers must have stopped.</param>
    /// <param name="timeout">How long to wait at most; a negative time has no end.</param>
    /// <exception cref="TimeoutException">Events were left when time ran out.</exception>
    internal void Drain(ICursored ring, TimeSpan timeout)
    {
        long start = Stopwatch.GetTimestamp();
        while (_consumers.Exists(consumer => consumer is { IsEndOfChain: true, IsActive: true } && consumer.IsBehind(ring.Cursor)))
        {
            if (timeout >= TimeSpan.Zero && Stopwatch.GetElapsedTime(start) > timeout)
                throw new TimeoutException($"Consumers were behind cursor {ring.Cursor} after {timeout.TotalMilliseconds} ms: wait longer, or call Halt.");
            Thread.Sleep(0);
        }
    }
}
