namespace Disruptor.Dsl;

/// <summary>What a handler group needs of the disruptor it belongs to, whatever its ring.</summary>
/// <typeparam name="T">The event.</typeparam>
internal interface IValueDisruptor<T>
    where T : struct
{
    ValueEventHandlerGroup<T> CreateEventProcessors(Sequence[] barrierSequences, IValueEventHandler<T>[] eventHandlers);

    ValueEventHandlerGroup<T> CreateEventProcessors(Sequence[] barrierSequences, ValueEventProcessorCreator<T>[] processorFactories);

    SequenceBarrier NewBarrier(Sequence[] barrierSequences);
}
