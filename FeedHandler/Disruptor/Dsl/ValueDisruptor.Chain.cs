using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <content>How processors are made, and who gates the ring.</content>
public abstract partial class ValueDisruptor<T, TRingBuffer>
{
    ValueEventHandlerGroup<T> IValueDisruptor<T>.CreateEventProcessors(Sequence[] barrierSequences, IValueEventHandler<T>[] eventHandlers)
        => CreateEventProcessors(barrierSequences, eventHandlers);

    ValueEventHandlerGroup<T> IValueDisruptor<T>.CreateEventProcessors(Sequence[] barrierSequences, ValueEventProcessorCreator<T>[] processorFactories)
        => CreateEventProcessors(barrierSequences, processorFactories);

    SequenceBarrier IValueDisruptor<T>.NewBarrier(Sequence[] barrierSequences) => _ringBuffer.NewBarrier(barrierSequences);

    private ValueEventHandlerGroup<T> CreateEventProcessors(Sequence[] barrierSequences, IValueEventHandler<T>[] eventHandlers)
    {
        ArgumentNullException.ThrowIfNull(eventHandlers);
        ThrowIfStarted();
        SequenceBarrier first = _ringBuffer.NewBarrier(barrierSequences);
        var sequences = new Sequence[eventHandlers.Length];
        for (int i = 0; i < eventHandlers.Length; i++)
        {
            // One barrier for each, because halting a processor cancels its barrier; one group for all, so that it is tagged once.
            SequenceBarrier barrier = i == 0 ? first : first.OfSameGroup();
            IValueEventProcessor<T> processor = EventProcessorFactory.Create(_ringBuffer, barrier, eventHandlers[i]);
            processor.SetExceptionHandler(_exceptionHandler);
            _consumers.Add(processor, eventHandlers[i], barrier.DependentSequences);
            sequences[i] = processor.Sequence;
        }

        return Append(barrierSequences, sequences);
    }

    private ValueEventHandlerGroup<T> CreateEventProcessors(Sequence[] barrierSequences, ValueEventProcessorCreator<T>[] processorFactories)
    {
        ArgumentNullException.ThrowIfNull(processorFactories);
        return Add(barrierSequences, Array.ConvertAll(processorFactories, factory => factory(_ringBuffer, _ringBuffer.NewBarrier(barrierSequences))));
    }

    private ValueEventHandlerGroup<T> Add(Sequence[] barrierSequences, IEventProcessor[] processors)
    {
        ArgumentNullException.ThrowIfNull(processors);
        ThrowIfStarted();
        _consumers.Add(processors);
        return Append(barrierSequences, DisruptorUtil.GetSequencesFor(processors));
    }

    // The ends of the chains gate the ring. The new ends are added before the followed ones are removed, so that something always does.
    private ValueEventHandlerGroup<T> Append(Sequence[] barrierSequences, Sequence[] sequences)
    {
        if (sequences.Length > 0)
        {
            _ringBuffer.AddGatingSequences(sequences);
            foreach (Sequence followed in barrierSequences) _ringBuffer.RemoveGatingSequence(followed);
            _consumers.UnmarkEndOfChain(barrierSequences);
        }

        return new ValueEventHandlerGroup<T>(this, _consumers, sequences);
    }

    private void ThrowIfStarted()
    {
        if (HasStarted) throw new InvalidOperationException("The disruptor has started: give it all handlers before.");
    }
}
