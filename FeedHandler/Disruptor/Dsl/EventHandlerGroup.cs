using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>Handlers that others can be told to follow.</summary>
/// <typeparam name="T">The event.</typeparam>
public class EventHandlerGroup<T>
    where T : class
{
    private readonly Disruptor<T> _disruptor;
    private readonly ConsumerRepository _consumers;
    private readonly Sequence[] _sequences;

    internal EventHandlerGroup(Disruptor<T> disruptor, ConsumerRepository consumers, Sequence[] sequences)
    {
        _disruptor = disruptor;
        _consumers = consumers;
        _sequences = sequences;
    }

    /// <summary>This group and another as one.</summary>
    /// <param name="otherHandlerGroup">The other group.</param>
    public EventHandlerGroup<T> And(EventHandlerGroup<T> otherHandlerGroup)
    {
        ArgumentNullException.ThrowIfNull(otherHandlerGroup);
        return new EventHandlerGroup<T>(_disruptor, _consumers, [.. _sequences, .. otherHandlerGroup._sequences]);
    }

    /// <summary>This group and processors of the caller's own as one.</summary>
    /// <param name="processors">The processors; they are started with the disruptor.</param>
    public EventHandlerGroup<T> And(params IEventProcessor[] processors)
    {
        ArgumentNullException.ThrowIfNull(processors);
        _consumers.Add(processors);
        return new EventHandlerGroup<T>(_disruptor, _consumers, [.. _sequences, .. DisruptorUtil.GetSequencesFor(processors)]);
    }

    /// <summary>Handlers that take an event after every handler of this group took it.</summary>
    /// <returns>The group of the new handlers.</returns>
    /// <param name="handlers">The handlers.</param>
    /// <exception cref="InvalidOperationException">The disruptor has started.</exception>
    public EventHandlerGroup<T> Then(params IEventHandler<T>[] handlers) => HandleEventsWith(handlers);

    /// <inheritdoc cref="Then(IEventHandler{T}[])"/>
    public EventHandlerGroup<T> Then(params IBatchEventHandler<T>[] handlers) => HandleEventsWith(handlers);

    /// <inheritdoc cref="Then(IEventHandler{T}[])"/>
    public EventHandlerGroup<T> Then(params IAsyncBatchEventHandler<T>[] handlers) => HandleEventsWith(handlers);

    /// <summary>Processors that take an event after every handler of this group took it.</summary>
    /// <returns>The group of the new processors.</returns>
    /// <param name="eventProcessorFactories">Make the processors.</param>
    /// <exception cref="InvalidOperationException">The disruptor has started.</exception>
    public EventHandlerGroup<T> Then(params EventProcessorCreator<T>[] eventProcessorFactories) => HandleEventsWith(eventProcessorFactories);

    /// <summary>Workers that share the events that every handler of this group took.</summary>
    /// <returns>The group of the workers.</returns>
    /// <param name="handlers">The handlers.</param>
    /// <exception cref="InvalidOperationException">The disruptor has started.</exception>
    public EventHandlerGroup<T> ThenHandleEventsWithWorkerPool(params IWorkHandler<T>[] handlers) => HandleEventsWithWorkerPool(handlers);

    /// <inheritdoc cref="Then(IEventHandler{T}[])"/>
    public EventHandlerGroup<T> HandleEventsWith(params IEventHandler<T>[] handlers) => _disruptor.CreateEventProcessors(_sequences, handlers);

    /// <inheritdoc cref="Then(IEventHandler{T}[])"/>
    public EventHandlerGroup<T> HandleEventsWith(params IBatchEventHandler<T>[] handlers) => _disruptor.CreateEventProcessors(_sequences, handlers);

    /// <inheritdoc cref="Then(IEventHandler{T}[])"/>
    public EventHandlerGroup<T> HandleEventsWith(params IAsyncBatchEventHandler<T>[] handlers) => _disruptor.CreateEventProcessors(_sequences, handlers);

    /// <inheritdoc cref="Then(EventProcessorCreator{T}[])"/>
    public EventHandlerGroup<T> HandleEventsWith(params EventProcessorCreator<T>[] eventProcessorFactories)
        => _disruptor.CreateEventProcessors(_sequences, eventProcessorFactories);

    /// <inheritdoc cref="ThenHandleEventsWithWorkerPool"/>
    public EventHandlerGroup<T> HandleEventsWithWorkerPool(IWorkHandler<T>[] handlers) => _disruptor.CreateWorkerPool(_sequences, handlers);

    /// <summary>A barrier on which a processor of the caller's own can follow this group.</summary>
    public SequenceBarrier AsSequenceBarrier() => _disruptor.RingBuffer.NewBarrier(_sequences);

    /// <summary>A barrier on which a processor that awaits can follow this group.</summary>
    public AsyncSequenceBarrier AsAsyncSequenceBarrier() => _disruptor.RingBuffer.NewAsyncBarrier(_sequences);
}
