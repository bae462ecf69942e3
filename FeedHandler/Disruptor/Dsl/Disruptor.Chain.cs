using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <content>Makes the processors of a stage and links them to those they follow.</content>
public partial class Disruptor<T>
{
    internal EventHandlerGroup<T> CreateEventProcessors(Sequence[] barrierSequences, IEventHandler<T>[] eventHandlers)
    {
        SequenceBarrier first = _ringBuffer.NewBarrier(barrierSequences);
        return CreateEventProcessors(barrierSequences, eventHandlers, handler =>
        {
            SequenceBarrier barrier = first.OfSameGroup();
            IEventProcessor<T> processor = EventProcessorFactory.Create(_ringBuffer, barrier, handler);
            processor.SetExceptionHandler(_exceptionHandler);
            _consumers.Add(processor, handler, barrier.DependentSequences);
            return processor;
        });
    }

    internal EventHandlerGroup<T> CreateEventProcessors(Sequence[] barrierSequences, IBatchEventHandler<T>[] eventHandlers)
    {
        SequenceBarrier first = _ringBuffer.NewBarrier(barrierSequences);
        return CreateEventProcessors(barrierSequences, eventHandlers, handler =>
        {
            SequenceBarrier barrier = first.OfSameGroup();
            IEventProcessor<T> processor = EventProcessorFactory.Create(_ringBuffer, barrier, handler);
            processor.SetExceptionHandler(_exceptionHandler);
            _consumers.Add(processor, handler, barrier.DependentSequences);
            return processor;
        });
    }

    internal EventHandlerGroup<T> CreateEventProcessors(Sequence[] barrierSequences, IAsyncBatchEventHandler<T>[] eventHandlers)
    {
        AsyncSequenceBarrier first = _ringBuffer.NewAsyncBarrier(barrierSequences);
        return CreateEventProcessors(barrierSequences, eventHandlers, handler =>
        {
            AsyncSequenceBarrier barrier = first.OfSameGroup();
            IAsyncEventProcessor<T> processor = EventProcessorFactory.Create(_ringBuffer, barrier, handler);
            processor.SetExceptionHandler(_exceptionHandler);
            _consumers.Add(processor, handler, barrier.DependentSequences);
            return processor;
        });
    }

    internal EventHandlerGroup<T> CreateEventProcessors(Sequence[] barrierSequences, EventProcessorCreator<T>[] processorFactories)
    {
        ArgumentNullException.ThrowIfNull(processorFactories);
        return Add(barrierSequences, Array.ConvertAll(processorFactories, factory => factory(_ringBuffer, _ringBuffer.NewBarrier(barrierSequences))));
    }

    internal EventHandlerGroup<T> CreateWorkerPool(Sequence[] barrierSequences, IWorkHandler<T>[] workHandlers)
    {
        ThrowIfStarted();
        var pool = new WorkerPool<T>(_ringBuffer, _ringBuffer.NewBarrier(barrierSequences), _exceptionHandler, workHandlers);
        _consumers.Add(new WorkerPoolConsumer<T>(pool));
        return Append(barrierSequences, pool.GetWorkerSequences());
    }

    // One barrier for each handler, because halting a processor cancels its barrier; one group for all, so that it is tagged once.
    private EventHandlerGroup<T> CreateEventProcessors<THandler>(Sequence[] barrierSequences, THandler[] handlers, Converter<THandler, IEventProcessor> create)
    {
        ArgumentNullException.ThrowIfNull(handlers);
        ThrowIfStarted();
        return Append(barrierSequences, DisruptorUtil.GetSequencesFor(Array.ConvertAll(handlers, create)));
    }

    private EventHandlerGroup<T> Add(Sequence[] barrierSequences, IEventProcessor[] processors)
    {
        ArgumentNullException.ThrowIfNull(processors);
        ThrowIfStarted();
        _consumers.Add(processors);
        return Append(barrierSequences, DisruptorUtil.GetSequencesFor(processors));
    }

    // The ends of the chains gate the ring. The new ends are added before the followed ones are removed, so that something always does.
    private EventHandlerGroup<T> Append(Sequence[] barrierSequences, Sequence[] sequences)
    {
        if (sequences.Length > 0)
        {
            _ringBuffer.AddGatingSequences(sequences);
            foreach (Sequence followed in barrierSequences) _ringBuffer.RemoveGatingSequence(followed);
            _consumers.UnmarkEndOfChain(barrierSequences);
        }

        return new EventHandlerGroup<T>(this, _consumers, sequences);
    }

    private void ThrowIfStarted()
    {
        if (HasStarted) throw new InvalidOperationException("The disruptor has started: give it all handlers before.");
    }
}
