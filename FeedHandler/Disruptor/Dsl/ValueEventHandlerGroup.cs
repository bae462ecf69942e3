using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>Handlers that others can be told to follow.</summary>
/// <typeparam name="T">The event.</typeparam>
public class ValueEventHandlerGroup<T>
    where T : struct
{
    private readonly IValueDisruptor<T> _disruptor;
    private readonly ConsumerRepository _consumers;
    private readonly Sequence[] _sequences;

    internal ValueEventHandlerGroup(IValueDisruptor<T> disruptor, ConsumerRepository consumers, Sequence[] sequences)
    {
        _disruptor = disruptor;
        _consumers = consumers;
        _sequences = sequences;
    }

    /// <summary>This group and another as one.</summary>
    /// <param name="otherHandlerGroup">The other group.</param>
    public ValueEventHandlerGroup<T> And(ValueEventHandlerGroup<T> otherHandlerGroup)
    {
        ArgumentNullException.ThrowIfNull(otherHandlerGroup);
        return new ValueEventHandlerGroup<T>(_disruptor, _consumers, [.. _sequences, .. otherHandlerGroup._sequences]);
    }

    /// <summary>This group and processors of the caller's own as one.</summary>
    /// <param name="processors">The processors; they are started with the disruptor.</param>
    public ValueEventHandlerGroup<T> And(params IEventProcessor[] processors)
    {
        ArgumentNullException.ThrowIfNull(processors);
        _consumers.Add(processors);
        return new ValueEventHandlerGroup<T>(_disruptor, _consumers, [.. _sequences, .. DisruptorUtil.GetSequencesFor(processors)]);
    }

    /// <summary>Handlers that take an event after every handler of this group took it.</summary>
    /// <returns>The group of the new handlers.</returns>
    /// <param name="handlers">The handlers.</param>
    public ValueEventHandlerGroup<T> Then(params IValueEventHandler<T>[] handlers) => HandleEventsWith(handlers);

    /// <summary>Processors that take an event after every handler of this group took it.</summary>
    /// <returns>The group of the new processors.</returns>
    /// <param name="eventProcessorFactories">Make the processors.</param>
    public ValueEventHandlerGroup<T> Then(params ValueEventProcessorCreator<T>[] eventProcessorFactories) =>
        HandleEventsWith(eventProcessorFactories);

    /// <summary>Handlers that take an event after every handler of this group took it.</summary>
    /// <returns>The group of the new handlers.</returns>
    /// <param name="handlers">The handlers.</param>
    public ValueEventHandlerGroup<T> HandleEventsWith(params IValueEventHandler<T>[] handlers) =>
        _disruptor.CreateEventProcessors(_sequences, handlers);

    /// <summary>Processors that take an event after every handler of this group took it.</summary>
    /// <returns>The group of the new processors.</returns>
    /// <param name="eventProcessorFactories">Make the processors.</param>
    public ValueEventHandlerGroup<T> HandleEventsWith(params ValueEventProcessorCreator<T>[] eventProcessorFactories)
        => _disruptor.CreateEventProcessors(_sequences, eventProcessorFactories);

    /// <summary>A barrier on which a processor of the caller's own can follow this group.</summary>
    public SequenceBarrier AsSequenceBarrier() => _disruptor.NewBarrier(_sequences);
}
